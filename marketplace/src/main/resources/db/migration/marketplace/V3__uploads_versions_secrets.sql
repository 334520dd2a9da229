-- Uploads ----------------------------------------------------------------------------------------

-- A blob that comes in chunks. Its tree says what each must be.
create table blob_upload (
  id bigint generated always as identity primary key,
  account_id uuid not null references account,
  digest text not null check (digest ~ '^[0-9a-f]{64}$'),
  bytes bigint not null check (bytes > 0),
  tree bytea not null,
  -- What the blob store calls it.
  store_id text not null,
  created_at timestamptz not null default now(),
  touched_at timestamptz not null default now(),
  unique (account_id, digest)
);
create index blob_upload_untouched on blob_upload (touched_at);

create table blob_chunk (
  upload_id bigint not null references blob_upload on delete cascade,
  index integer not null check (index >= 0),
  -- What the blob store wants to hear of the chunk at the end.
  receipt text not null,
  primary key (upload_id, index)
);

-- Who may see and call a function ----------------------------------------------------------------

-- Its owner alone, or anyone who has its id. The catalog's own decision stands in the listing.
alter table function
  add column access text not null default 'private' check (access in ('private', 'unlisted')),
  add column price_version_id bigint references price_version;
update function f set price_version_id = l.price_version_id
  from listing l where l.function_id = f.id;
alter table function
  drop column listed,
  add constraint open_has_price check (access = 'private' or price_version_id is not null);

drop index listing_newest;
alter table listing
  drop column price_version_id,
  alter column listed_at drop not null,
  alter column listed_at drop default,
  add column state text not null default 'listed'
    check (state in ('submitted', 'listed', 'rejected')),
  -- What the owner asked for; what counts is the function's price.
  add column asked_price_nanos bigint not null default 0 check (asked_price_nanos >= 0),
  add column reason text not null default '',
  add column submitted_at timestamptz not null default now(),
  add column decided_at timestamptz,
  add column decided_by uuid references account,
  add check (state <> 'listed' or listed_at is not null),
  add check (state <> 'rejected' or reason <> '');
alter table listing alter column state drop default, alter column asked_price_nanos drop default;
create index listing_newest on listing (listed_at desc, function_id desc) where state = 'listed';
create index listing_by_state on listing (state, submitted_at, function_id);

-- Who deployed a version, and when it was last deployed. What it is never changes.
alter table function_version
  add column deployed_at timestamptz,
  add column deployed_by uuid references api_key,
  -- All its files; unknown for versions older than this column.
  add column bytes bigint;
update function_version set deployed_at = created_at;
alter table function_version
  alter column deployed_at set not null,
  alter column deployed_at set default now();
create index function_version_by_deploy on function_version (function_id, deployed_at desc);

-- Secrets ----------------------------------------------------------------------------------------

-- What an account's functions may be given, sealed with a key that isn't in the database.
create table secret (
  account_id uuid not null references account,
  name text not null check (name ~ '^[A-Z][A-Z0-9_]{0,63}$'),
  key_id text not null,
  sealed bytea not null,
  updated_at timestamptz not null default now(),
  updated_by uuid not null references api_key,
  primary key (account_id, name)
);

-- Who set and unset what; nodes read from it which workers to replace.
create table secret_change (
  id bigint generated always as identity primary key,
  account_id uuid not null references account,
  name text not null,
  kind text not null check (kind in ('set', 'unset')),
  changed_by uuid not null references api_key,
  changed_at timestamptz not null default now()
);
create index secret_change_by_time on secret_change (changed_at, id);
create trigger secret_change_immutable before update or delete or truncate on secret_change
  for each statement execute function refuse_change();
