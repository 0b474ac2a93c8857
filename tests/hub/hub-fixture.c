/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See hub-fixture.h. */
#include "hub-fixture.h"

#include "postgres-fixture.h"
#include "pt-token.h"
#include "test-home.h"

#include <glib/gstdio.h>
#include <string.h>

#define START (1772323200 * PT_USEC_PER_SECOND) /* 2026-03-01 */

/* ── A transport that shows what passes ── */

#define WIRE_TYPE_TRANSPORT (wire_transport_get_type ())
G_DECLARE_FINAL_TYPE (WireTransport, wire_transport, WIRE, TRANSPORT, GObject)

struct _WireTransport
{
  GObject parent;
  PtTransport *inner;
  WireCallback callback;
  gpointer data;
};

static PtResponse *
wire_transport_send (PtTransport *transport, const PtRequest *request, GCancellable *cancellable,
                     GError **error)
{
  WireTransport *self = WIRE_TRANSPORT (transport);
  g_autoptr (PtResponse) response = pt_transport_send (self->inner, request, cancellable, error);

  if (response == NULL || !self->callback (request, response, self->data, error))
    return NULL;
  return g_steal_pointer (&response);
}

static void
wire_iface_init (PtTransportInterface *iface)
{
  iface->send = wire_transport_send;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (WireTransport, wire_transport, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (PT_TYPE_TRANSPORT, wire_iface_init))

static void
wire_transport_finalize (GObject *object)
{
  g_object_unref (WIRE_TRANSPORT (object)->inner);
  G_OBJECT_CLASS (wire_transport_parent_class)->finalize (object);
}

static void
wire_transport_class_init (WireTransportClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = wire_transport_finalize;
}

static void
wire_transport_init (WireTransport *self)
{
}

/* ── The hub ── */

void
hub_fixture_serve (HubFixture *self)
{
  g_autoptr (GError) error = NULL;

  self->hub = pt_hub_open (self->folder, pt_world_system (), &error);
  g_assert_no_error (error);
  self->server = pt_server_start (self->hub, "127.0.0.1:0", WAIT_S, &error);
  g_assert_no_error (error);
}

void
hub_fixture_stop (HubFixture *self)
{
  g_clear_pointer (&self->server, pt_server_stop);
  g_clear_pointer (&self->hub, pt_hub_free);
}

void
hub_fixture_set_up (HubFixture *self, gconstpointer data)
{
  test_home_clean ();
  self->folder = g_build_filename (g_get_user_data_dir (), "hub", NULL);
  test_hub_init (self->folder, pt_world_system ());
  hub_fixture_serve (self);
}

void
hub_fixture_tear_down (HubFixture *self, gconstpointer data)
{
  hub_fixture_stop (self);
  g_free (self->folder);
}

PtInvite *
hub_fixture_invite (const char *hub_folder, const char *logbook, const char *role, char **code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PtHub) hub = pt_hub_open (hub_folder, pt_world_system (), &error);
  g_autoptr (PtJournal) journal = pt_hub_folder_open_journal (hub_folder, &error);
  g_auto (PtNewInvite) made = { 0 };
  g_autofree char *url = NULL;
  PtInvite *invite;

  g_assert_no_error (error);
  pt_invite_make (hub, journal, NULL, logbook, role, "Somebody", &made, &error);
  g_assert_no_error (error);
  url = pt_hub_folder_invite_url (hub_folder, made.id, &error);
  g_assert_no_error (error);
  invite = pt_invite_parse (url, &error);
  g_assert_no_error (error);
  *code = g_steal_pointer (&made.code);
  return invite;
}

/* ── Laptops ── */

static gboolean uses_own_clock;

void
laptops_use_own_clock (void)
{
  uses_own_clock = TRUE;
}

static Laptop *
new_with_folder (const char *name)
{
  static guint64 seed;
  Laptop *self = g_new0 (Laptop, 1);

  self->world = uses_own_clock ? pt_world_system () : pt_world_new_seeded (++seed, START);
  self->folder = g_strdup_printf ("%s/%s.proeftuin", g_get_user_data_dir (), name);
  return self;
}

static void
connect (Laptop *self)
{
  g_autoptr (PtHubLink) link = pt_store_get_hub (self->store);

  self->transport = pt_curl_transport_new (link->url, link->pin);
}

Laptop *
laptop_new (const char *name)
{
  Laptop *self = new_with_folder (name);
  g_autoptr (PtEdit) logbook = pt_edit_new (self->world, "logbook", NULL);
  g_autoptr (GError) error = NULL;

  pt_edit_set_text (logbook, "name", "Proeftuin Noord");
  self->store = pt_store_create (self->folder, self->world, logbook, name, &error);
  g_assert_no_error (error);
  return self;
}

static void
enrol (Laptop *self, const char *name, const char *hub_folder, const char *logbook,
       const char *role)
{
  g_autofree char *code = NULL;
  g_autoptr (PtInvite) invite = hub_fixture_invite (hub_folder, logbook, role, &code);
  g_autoptr (GError) error = NULL;

  pt_sync_join (self->folder, self->world, invite, code, name, "a laptop", NULL, &error);
  g_assert_no_error (error);
}

void
laptop_open (Laptop *self)
{
  g_autoptr (GError) error = NULL;

  self->store = pt_store_open (self->folder, PT_STORE_READ_WRITE, self->world, &error);
  g_assert_no_error (error);
}

Laptop *
laptop_found (const char *name, const char *hub_folder)
{
  Laptop *self = laptop_new (name);

  g_clear_pointer (&self->store, pt_store_close);
  enrol (self, name, hub_folder, NULL, "coordinator");
  laptop_open (self);
  connect (self);
  return self;
}

Laptop *
laptop_join (const char *name, const char *hub_folder, const char *logbook, const char *role)
{
  Laptop *self = new_with_folder (name);

  enrol (self, name, hub_folder, logbook, role);
  laptop_open (self);
  connect (self);
  return self;
}

Laptop *
laptop_at (const char *name)
{
  Laptop *self = new_with_folder (name);

  laptop_open (self);
  connect (self);
  return self;
}

void
laptop_free (Laptop *self)
{
  if (self == NULL)
    return;
  g_clear_object (&self->transport);
  pt_store_close (self->store);
  pt_world_free (self->world);
  g_free (self->folder);
  g_free (self);
}

void
laptop_watch_wire (Laptop *self, WireCallback callback, gpointer data)
{
  WireTransport *wire = g_object_new (WIRE_TYPE_TRANSPORT, NULL);

  wire->inner = g_steal_pointer (&self->transport);
  wire->callback = callback;
  wire->data = data;
  self->transport = PT_TRANSPORT (wire);
}

PtSyncReport *
laptop_try_sync (Laptop *self, GError **error)
{
  return pt_sync_run (self->store, self->transport, NULL, NULL, NULL, error);
}

PtSyncReport *
laptop_sync (Laptop *self)
{
  g_autoptr (GError) error = NULL;
  PtSyncReport *report = laptop_try_sync (self, &error);

  g_assert_no_error (error);
  return report;
}

void
laptop_sync_all (Laptop *first, ...)
{
  va_list args;

  va_start (args, first);
  for (Laptop *laptop = first; laptop != NULL; laptop = va_arg (args, Laptop *))
    pt_sync_report_free (laptop_sync (laptop));
  va_end (args);
}

static void
save (Laptop *self, PtEdit *edit)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PtRecord) record = pt_store_save (self->store, edit, &error);

  g_assert_no_error (error);
}

char *
laptop_add_entry (Laptop *self, const char *title, const char *body)
{
  g_autoptr (PtEdit) edit = pt_edit_new (self->world, "entry", NULL);

  pt_edit_set_text (edit, "title", title);
  pt_edit_set_text (edit, "body", body);
  save (self, edit);
  return g_strdup (edit->id);
}

void
laptop_add_entries (Laptop *self, guint n)
{
  g_autoptr (PtBatch) batch = pt_batch_new ("many");
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < n; i++)
    {
      PtEdit *edit = pt_edit_new (self->world, "entry", NULL);
      g_autofree char *title = g_strdup_printf ("Kitchen table %u", i);

      pt_edit_set_text (edit, "title", title);
      pt_edit_set_text (
          edit, "body",
          "The neighbours talked about the stairs and who keeps the key of the garden. "
          "They want to meet again, with coffee, before the summer.");
      pt_edit_set_text (edit, "kind", "conversation");
      pt_edit_set_key (edit, "tags", "kitchen", true);
      g_ptr_array_add (batch->edits, edit);
    }
  pt_store_save_batch (self->store, batch, NULL, &error);
  g_assert_no_error (error);
}

void
laptop_set (Laptop *self, const char *id, const char *field, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PtRecord) record = pt_store_get_record (self->store, id, &error);
  g_autoptr (PtEdit) edit = NULL;

  g_assert_no_error (error);
  edit = pt_edit_new_for (record);
  pt_edit_set_text (edit, field, text);
  save (self, edit);
}

char *
laptop_dup_versions (Laptop *self, const char *id, const char *field)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PtRecord) record = pt_store_get_record (self->store, id, &error);
  g_autoptr (GString) text = g_string_new (NULL);
  const PtState *state;

  g_assert_no_error (error);
  state = pt_record_get_state (record);
  for (guint i = 0; i < pt_state_n_versions (state, field); i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "|" : "",
                            pt_state_nth_version (state, field, i)->value->text);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

void
laptop_assert_text (Laptop *self, const char *id, const char *field, const char *expected)
{
  g_autofree char *versions = laptop_dup_versions (self, id, field);

  g_assert_cmpstr (versions, ==, expected);
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  return strcmp (pt_record_get_id (*(PtRecord *const *)a),
                 pt_record_get_id (*(PtRecord *const *)b));
}

char *
laptop_dup_everything (Laptop *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PtDataset) dataset = pt_store_load_all (self->store, &error);
  g_autoptr (GPtrArray) records = NULL;
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  records = g_ptr_array_copy (pt_dataset_list_all (dataset), NULL, NULL);
  g_ptr_array_sort (records, compare_ids);
  for (guint i = 0; i < records->len; i++)
    {
      PtRecord *record = g_ptr_array_index (records, i);
      const PtState *state = pt_record_get_state (record);

      g_string_append_printf (text, "%s %s\n", pt_record_get_id (record),
                              pt_record_get_kind_id (record));
      for (guint j = 0; j < pt_state_n_registers (state); j++)
        {
          const char *name = pt_state_nth_register (state, j);

          for (guint k = 0; k < pt_state_n_versions (state, name); k++)
            {
              const PtValue *value = pt_state_nth_version (state, name, k)->value;

              g_string_append_printf (text, "  %s=%s\n", name,
                                      value->type == PT_VALUE_TEXT ? value->text : "…");
            }
        }
    }
  return g_string_free (text, FALSE);
}

const char *
laptop_logbook (Laptop *self)
{
  return pt_store_get_logbook_id (self->store);
}

char *
laptop_dup_token (Laptop *self)
{
  g_autoptr (PtHubLink) link = pt_store_get_hub (self->store);

  return pt_token_load (link->device, NULL);
}

/* ── Bytes on disk ── */

static void
append_folder (GByteArray *all, const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *data = NULL;
      gsize size;

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        append_folder (all, path);
      else if (g_file_get_contents (path, &data, &size, NULL))
        g_byte_array_append (all, (const guint8 *)data, (guint)size);
    }
}

GBytes *
read_folder (const char *folder)
{
  GByteArray *all = g_byte_array_new ();

  append_folder (all, folder);
  g_assert_cmpuint (all->len, >, 0);
  return g_byte_array_free_to_bytes (all);
}

GBytes *
hub_fixture_read (HubFixture *self)
{
  GByteArray *all = g_byte_array_new ();

  append_folder (all, self->folder);
  if (postgres_fixture_is_wanted ())
    append_folder (all, postgres_fixture_folder ());
  return g_byte_array_free_to_bytes (all);
}

gboolean
bytes_contain (GBytes *bytes, const char *text)
{
  gsize size;
  const void *data = g_bytes_get_data (bytes, &size);

  return memmem (data, size, text, strlen (text)) != NULL;
}
