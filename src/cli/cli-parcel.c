/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `sync --to-file` and `sync --from-file`: the errand of a laptop without a connection, on a stick. */
#include "pt-cli.h"

#include "pt-interrupt.h"
#include "pt-sync-parcel.h"

#include <glib/gi18n-lib.h>

#define MB ((int64_t)1000 * 1000)

/* ── Reports ── */

static JsonArray *
sentences_to_json (const GPtrArray *sentences)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < sentences->len; i++)
    json_array_add_string_element (array, g_ptr_array_index (sentences, i));
  return array;
}

JsonNode *
pt_cli_sync_report_to_json (const PtSyncReport *report)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "sent", report->pushed);
  json_object_set_int_member (object, "received", report->pulled);
  json_object_set_int_member (object, "files_sent", report->files_sent);
  json_object_set_int_member (object, "files_received", report->files_received);
  json_object_set_int_member (object, "files_waiting", report->files_waiting);
  json_object_set_int_member (object, "conflicts", report->conflicts);
  json_object_set_array_member (object, "notes", sentences_to_json (report->notes));
  json_object_set_array_member (object, "refused", sentences_to_json (report->refused));
  json_node_take_object (node, object);
  return node;
}

static JsonNode *
packed_to_json (const PtSyncPacked *packed)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "file", packed->path);
  json_object_set_int_member (object, "bytes", packed->size);
  json_object_set_int_member (object, "changes", packed->n_changes);
  json_object_set_int_member (object, "files", packed->n_files);
  json_object_set_int_member (object, "files_waiting", packed->n_left);
  json_object_set_array_member (object, "refused", sentences_to_json (packed->refused));
  json_node_take_object (node, object);
  return node;
}

static void
print_packed (const PtSyncPacked *packed)
{
  g_autofree char *size = g_format_size ((guint64)packed->size);

  /* Translators: %1$s is a file, %2$s a size such as 2.1 MB */
  g_print (_ ("%1$s (%2$s). Changes: %3$u, files: %4$u"), packed->path, size, packed->n_changes,
           packed->n_files);
  g_print ("\n");
  if (packed->n_left > 0)
    g_print (ngettext ("%u file did not fit and goes with the next one.\n",
                       "%u files did not fit and go with the next one.\n", packed->n_left),
             packed->n_left);
  for (guint i = 0; i < packed->refused->len; i++)
    g_print ("%s\n", (const char *)g_ptr_array_index (packed->refused, i));
  g_print ("%s\n", _ ("Take it to the team server (proeftuin-hub exchange) and bring it back: sync "
                      "--from-file."));
}

/* ── The two ways ── */

/* Nothing half was left behind. */
static void
explain_stop (const char *sentence, GError **error)
{
  if (error == NULL || !g_error_matches (*error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_error (error);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, sentence);
}

static gboolean
read_file (PtCli *cli, const char *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (PtSyncReport) report = pt_sync_unpack (cli->store, file, NULL, cancellable, error);

  if (report == NULL)
    {
      explain_stop (_ ("Reading was stopped. Read the file again to go on."), error);
      return FALSE;
    }
  if (pt_cli_json)
    pt_cli_print_json (pt_cli_sync_report_to_json (report));
  else
    pt_cli_print_sync_report (report);
  return pt_cli_json || report->conflicts == 0 || pt_cli_print_conflicted (cli, error);
}

static gboolean
write_file (PtCli *cli, const char *file, int64_t max, GCancellable *cancellable, GError **error)
{
  g_auto (PtSyncPacked) packed = { 0 };

  if (!pt_sync_pack (cli->store, file, max, NULL, &packed, cancellable, error))
    {
      explain_stop (_ ("Writing was stopped; no file was made."), error);
      return FALSE;
    }
  if (pt_cli_json)
    pt_cli_print_json (packed_to_json (&packed));
  else
    print_packed (&packed);
  return TRUE;
}

static gboolean
parse_max (const char *text, int64_t *out, GError **error)
{
  guint64 number;

  *out = PT_SYNC_PARCEL_FILES;
  if (text == NULL)
    return TRUE;
  if (!g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT32, &number, NULL))
    {
      pt_cli_usage_error (error, _ ("“%s” is not a number of megabytes."), text);
      return FALSE;
    }
  *out = (int64_t)number * MB;
  return TRUE;
}

gboolean
pt_cli_exchange_files (PtCli *cli, const char *from, const char *to, const char *max,
                       GError **error)
{
  g_autoptr (PtInterrupt) interrupt = NULL;
  int64_t max_files;

  if (!parse_max (max, &max_files, error))
    return FALSE;
  interrupt = pt_interrupt_new ();
  return (from == NULL || read_file (cli, from, pt_interrupt_get_cancellable (interrupt), error))
         && (to == NULL
             || write_file (cli, to, max_files, pt_interrupt_get_cancellable (interrupt), error));
}
