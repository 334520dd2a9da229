-- Blobs that the store has, or may have any moment. Whoever stores a blob, or was told that it is
-- there, touches its row first; whoever deletes it holds the row meanwhile. So neither can miss the
-- other, and no version can come to name a blob that is being deleted.
create table blob (
  digest text primary key check (digest ~ '^[0-9a-f]{64}$'),
  touched_at timestamptz not null default now()
);
create index blob_untouched on blob (touched_at);

-- Which blobs a version's manifest names.
create table version_blob (
  function_id bigint not null,
  version text not null,
  digest text not null references blob,
  primary key (function_id, version, digest),
  foreign key (function_id, version) references function_version on delete cascade
);
create index version_blob_by_digest on version_blob (digest);

create temporary table named on commit drop as
  select distinct function_id, version, file ->> 'digest' digest
  from function_version, json_array_elements(manifest::json -> 'files') file;
insert into blob (digest)
  select digest from owned_blob union select digest from blob_upload union select digest from named;
insert into version_blob select function_id, version, digest from named;

alter table owned_blob add foreign key (digest) references blob;
alter table blob_upload add foreign key (digest) references blob;
create index owned_blob_by_digest on owned_blob (digest);
create index blob_upload_by_digest on blob_upload (digest);
