// @nestjs/throttler is CommonJS and requires Nest, which is ESM: jest allows that only once Nest has been evaluated.
import '@nestjs/common';
import '@nestjs/core';
