/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See bench-large.h. Production code makes everything, but without the detours of a laptop that saves
 * each record, sends it and reads it back: the hub's handler takes the ops from here, one laptop pulls
 * them, and the other is a copy of its folder, which finds out by itself that it is one. */
#include "bench-large.h"

#include "bench-records.h"

#include "pt-wire.h"

#define BATCH_OPS 200 /* of 1 KB and less: a batch has room for them */

typedef struct
{
  PtHub *hub;
  PtJournal *journal;
  PtCaller *caller;
  PtWorld *world;
  PtDot dot; /* the last that was given */
  GRand *random;
  guint n; /* records until now */
} Filler;

static char *
print_op (Filler *self)
{
  g_autoptr (PtEdit) edit = bench_make_entry (self->world, self->random, self->n++);
  g_autofree char *id = pt_id_new (self->world);
  g_autoptr (PtOp) op = NULL;

  self->dot.counter++;
  op = pt_op_new (id, &self->dot, edit->id, "entry");
  op->at = self->world->now (self->world);
  op->schema = PT_SCHEMA_VERSION;
  for (guint i = 0; i < edit->set->len; i++)
    {
      const PtSetting *setting = g_ptr_array_index (edit->set, i);

      pt_op_set (op, setting->name, setting->value);
    }
  return pt_op_print (op);
}

static GBytes *
write_batch (Filler *self, guint n)
{
  GString *out = g_string_new ("{\"ops\":[");

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *op = print_op (self);

      g_string_append (out, i > 0 ? "," : "");
      g_string_append (out, op);
    }
  g_string_append (out, "]}");
  return g_string_free_to_bytes (out);
}

static void
push_batch (Filler *self, guint n)
{
  g_autoptr (PtHubRequest) request = pt_hub_request_new ();
  g_autoptr (PtHubResponse) response = NULL;

  request->logbook = g_strdup (self->caller->logbook);
  request->caller = self->caller;
  request->body = write_batch (self, n);
  response = pt_handle_push (self->hub, self->journal, request);
  request->caller = NULL; /* borrowed */
  g_assert_cmpuint (response->status, ==, 200);
}

static void
fill_hub (const char *hub_folder, const Laptop *laptop, guint n)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PtHub) hub = pt_hub_open (hub_folder, pt_world_system (), &error);
  g_autoptr (PtJournal) journal = pt_hub_folder_open_journal (hub_folder, &error);
  g_autoptr (GRand) random = g_rand_new_with_seed (n);
  g_autoptr (PtCaller) caller = bench_make_caller (laptop);
  Filler filler = {
    .hub = hub, .journal = journal, .caller = caller, .world = pt_world_system (), .random = random
  };

  g_assert_no_error (error);
  pt_uuid_new (filler.world, &filler.dot.incarnation);
  while (filler.n < n)
    push_batch (&filler, MIN (BATCH_OPS, n - filler.n));
}

static Laptop *
copy_laptop (Laptop *laptop, const char *name)
{
  g_autofree char *folder = g_strdup_printf ("%s/%s.proeftuin", g_get_user_data_dir (), name);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&laptop->store, pt_store_close);
  process = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, "cp", "-r", laptop->folder, folder,
                              NULL);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_wait_check (process, NULL, &error));
  laptop_open (laptop);
  return laptop_at (name);
}

void
bench_large_prepare (const char *hub_folder, guint n, Laptop **one, Laptop **other)
{
  *one = laptop_found ("large-a", hub_folder);
  laptop_sync_all (*one, NULL);
  fill_hub (hub_folder, *one, n);
  laptop_sync_all (*one, NULL);
  *other = copy_laptop (*one, "large-b");
  laptop_sync_all (*other, NULL);
}
