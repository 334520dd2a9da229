create index function_updated on function (updated_at, id);
