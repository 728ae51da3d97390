/** The parts of an OpenAPI document that checking a call needs. */
export interface OpenApiDocument {
  readonly openapi?: string;
  readonly servers?: readonly { readonly url: string }[];
  readonly paths?: Readonly<Record<string, OpenApiPath>>;
  readonly components?: { readonly schemas?: Readonly<Record<string, JsonSchema>> };
}

/** The operations of one path, by method, and what they share. */
export type OpenApiPath = Readonly<Record<string, unknown>> & {
  readonly parameters?: readonly OpenApiParameter[];
};

/** One operation. */
export interface OpenApiOperation {
  readonly operationId?: string;
  readonly parameters?: readonly OpenApiParameter[];
  readonly requestBody?: { readonly required?: boolean; readonly content?: OpenApiContent };
  readonly responses?: Readonly<Record<string, { readonly content?: OpenApiContent }>>;
}

/** One parameter. */
export interface OpenApiParameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header' | 'cookie';
  readonly required?: boolean;
  readonly schema?: JsonSchema;
}

/** Bodies by content type. */
export type OpenApiContent = Readonly<Record<string, { readonly schema?: JsonSchema }>>;

/** A schema object, as parsed. */
export type JsonSchema = Readonly<Record<string, unknown>>;
