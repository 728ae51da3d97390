/**
 * A deferred constraint that now and then raises when a transaction commits: everything in it seemed to have worked until then.
 * Its share is a row, so that it changes without a lock on the tables of jobs; a sequence counts, since it survives the rollback.
 * @param tenants tenants with the ids 1 to n
 * @returns the statements that install it, switched off
 */
export function installCommitRefusal(tenants: number): readonly string[] {
  return [
    'create sequence public.chaos_refused',
    'create table public.chaos (refuse real not null)',
    'insert into public.chaos values (0)',
    `create function public.chaos_refuse_commit() returns trigger language plpgsql as $$
     begin
       if random() < (select refuse from public.chaos) then
         perform nextval('public.chaos_refused');
         raise exception 'this commit is refused' using errcode = 'disk_full';
       end if;
       return null;
     end $$`,
    ...Array.from(
      { length: tenants },
      (_, index) =>
        `create constraint trigger chaos_refuse_commit after insert or update on user_${index + 1}.marketplace_tasks
         deferrable initially deferred for each row execute function public.chaos_refuse_commit()`,
    ),
  ];
}
