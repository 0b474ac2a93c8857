/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The document command: papers that a lab needs beside its story. */
#include "pt-cli.h"

#include "pt-paper.h"
#include "pt-story.h"
#include "pt-sync-admin.h"
#include "pt-sync.h"
#include "pt-time.h"

#include <glib/gi18n-lib.h>

#define MAX_TEXT_BYTES (64 * 1024)

static char *format_option, *lang_option, *text_option, *out_option;

/* ── What the team server knows ── */

typedef struct
{
  GPtrArray *list; /* PtTeamDevice */
  GArray *devices; /* PtPaperDevice; borrows from @list, @receipt and @days */
  GPtrArray *days; /* char * */
  PtSyncReceipt *receipt;
  GPtrArray *own; /* PtErasure: of this laptop */
  PtPaperDevice lost;
  char *lost_on, *lost_by;
} Devices;

static void
devices_clear (Devices *self)
{
  g_clear_pointer (&self->list, g_ptr_array_unref);
  g_clear_pointer (&self->devices, g_array_unref);
  g_clear_pointer (&self->days, g_ptr_array_unref);
  g_clear_pointer (&self->receipt, pt_sync_receipt_free);
  g_clear_pointer (&self->own, g_ptr_array_unref);
  g_clear_pointer (&self->lost_on, g_free);
  g_clear_pointer (&self->lost_by, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Devices, devices_clear)

static void
add_device (Devices *self, const PtTeamDevice *device)
{
  char *day = device->contact_at != 0 ? pt_date_of_instant (device->contact_at, 0) : NULL;
  PtPaperDevice one = { .name = device->name, .last_on = day };

  if (day != NULL)
    g_ptr_array_add (self->days, day);
  if (!device->is_this && device->revoked_at == 0)
    g_array_append_val (self->devices, one);
}

/* Which laptops may have more than this one; without a connection that is said. */
static void
ask_devices (PtCli *cli, Devices *self)
{
  g_autoptr (PtHubLink) hub = pt_store_get_hub (cli->store);
  g_autoptr (GError) error = NULL;

  self->devices = g_array_new (FALSE, FALSE, sizeof (PtPaperDevice));
  self->days = g_ptr_array_new_with_free_func (g_free);
  if (hub == NULL)
    return;
  self->list = pt_sync_list_devices (cli->store, NULL, &error);
  for (guint i = 0; self->list != NULL && i < self->list->len; i++)
    add_device (self, self->list->pdata[i]);
  if (self->list == NULL)
    g_printerr ("%s %s\n", error->message,
                _ ("What other laptops have not shared yet is not named in this document."));
}

static void
add_coverage (Devices *self, const PtSyncCoverage *coverage)
{
  PtPaperDevice one = { .name = coverage->name,
                        .coverage = coverage->number,
                        .is_gone = coverage->revoked };

  g_array_append_val (self->devices, one);
}

/* What was erased and where that is done; the team server knows best. */
static gboolean
ask_receipt (PtCli *cli, Devices *self, PtPaperOptions *options, GError **error)
{
  g_autoptr (PtHubLink) hub = pt_store_get_hub (cli->store);

  self->devices = g_array_new (FALSE, FALSE, sizeof (PtPaperDevice));
  if (hub == NULL)
    {
      self->own = pt_store_list_erasures (cli->store, error);
      options->erasures = self->own;
      return self->own != NULL;
    }
  self->receipt = pt_sync_get_receipt (cli->store, NULL, error);
  if (self->receipt == NULL)
    return FALSE;
  for (guint i = 0; i < self->receipt->devices->len; i++)
    add_coverage (self, self->receipt->devices->pdata[i]);
  options->erasures = self->receipt->orders;
  options->keeps_log = self->receipt->keeps_log;
  return TRUE;
}

/* The laptop that is lost, of those that the team server knows. */
static gboolean
ask_lost (PtCli *cli, Devices *self, const char *id, PtPaperOptions *options, GError **error)
{
  self->list = pt_sync_list_devices (cli->store, NULL, error);
  for (guint i = 0; self->list != NULL && i < self->list->len; i++)
    {
      const PtTeamDevice *device = self->list->pdata[i];

      if (strcmp (device->id, id) != 0)
        continue;
      self->lost_on = device->contact_at != 0 ? pt_date_of_instant (device->contact_at, 0) : NULL;
      self->lost_by = pt_store_dup_member_name (cli->store, device->member);
      self->lost = (PtPaperDevice){ .name = device->name,
                                    .last_on = self->lost_on,
                                    .member = self->lost_by,
                                    .is_gone = device->revoked_at != 0 };
      options->lost = &self->lost;
    }
  if (self->list != NULL && options->lost == NULL)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                 _ ("The team server knows no laptop “%s”: see the command devices."), id);
  return options->lost != NULL;
}

/* ── The document ── */

static gboolean
read_own_text (char **text, GError **error)
{
  gsize length = 0;

  if (text_option == NULL)
    return TRUE;
  if (!g_file_get_contents (text_option, text, &length, error))
    return FALSE;
  if (length <= MAX_TEXT_BYTES && g_utf8_validate (*text, (gssize)length, NULL))
    return TRUE;
  g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_INVAL,
               _ ("“%s” is no text, or longer than a form can be."), text_option);
  return FALSE;
}

static PtDocument *
compose (PtCli *cli, PtDataset *dataset, const PtPaper *paper, const char *about, GError **error)
{
  const char *person = paper->needs_person ? about : NULL;
  g_autoptr (PtHouse) house = NULL;

  if (!pt_cli_load_house (cli, &house, error))
    return NULL;
  g_autofree char *today = pt_world_today (cli->world);
  g_autofree char *destroyed_on = pt_store_dup_setting (cli->store, PT_SETTING_NAMES_DESTROYED);
  g_autofree char *text = NULL, *name = NULL, *contact = NULL;
  g_auto (Devices) devices = { NULL };
  PtStoreSource source = { .store = cli->store, .data = dataset };
  PtPaperOptions options = { .lang = lang_option != NULL ? lang_option : "nl",
                             .today = today,
                             .person = person,
                             .house = house,
                             .real_name = pt_store_source_name,
                             .real_name_data = &source };

  if (!read_own_text (&text, error))
    return NULL;
  if (person != NULL && !pt_store_get_identity (cli->store, person, &name, &contact, error))
    return NULL;
  if (paper->tells_erasures && !ask_receipt (cli, &devices, &options, error))
    return NULL;
  if (paper->about_laptop && about != NULL && !ask_lost (cli, &devices, about, &options, error))
    return NULL;
  if (paper->needs_person && !paper->tells_erasures)
    ask_devices (cli, &devices);
  options.n_due = (guint)pt_store_count_due_erasures (cli->store);
  options.destroyed_on = destroyed_on;
  options.text = text;
  options.name = name;
  options.contact = contact;
  options.devices = devices.devices != NULL ? (PtPaperDevice *)devices.devices->data : NULL;
  options.n_devices = devices.devices != NULL ? devices.devices->len : 0;
  g_autoptr (PtDocument) document = pt_paper_compose (dataset, paper->id, &options, error);
  return pt_store_source_check (&source, error) ? g_steal_pointer (&document) : NULL;
}

/* (transfer full) */
static char *
list_papers (void)
{
  GString *list = g_string_new (NULL);
  const PtPaper *paper;

  for (guint i = 0; (paper = pt_paper_nth (i)) != NULL; i++)
    g_string_append_printf (list, "%s%s", i > 0 ? ", " : "", paper->id);
  return g_string_free (list, FALSE);
}

static const PtPaper *
check (char **args, GError **error)
{
  const PtPaper *paper = pt_paper_find (args[0]);
  const char *format = format_option != NULL ? format_option : "pdf";
  g_autofree char *known = list_papers ();

  if (paper == NULL)
    pt_cli_usage_error (error, _ ("There is no document “%1$s”: say one of %2$s."), args[0], known);
  else if (out_option == NULL)
    pt_cli_usage_error (error, _ ("Say where it goes: -o OUT."));
  else if (pt_story_format_find (format) == NULL
           || pt_story_format_find (format)->extension == NULL)
    pt_cli_usage_error (error, _ ("A document cannot be written as “%s”."), format);
  else if (paper->needs_person != (args[1] != NULL) && !paper->about_laptop)
    pt_cli_usage_error (error, paper->needs_person
                                   ? _ ("This document is about one person: give their id.")
                                   : _ ("This document is not about one person."));
  else
    return paper;
  return NULL;
}

static gboolean
run_document (PtCli *cli, char **args, GError **error)
{
  const PtPaper *paper = check (args, error);
  g_autofree char *today = pt_world_today (cli->world);
  const PtNarrativeOptions options = { .today = today };
  g_autoptr (PtRecord) person = NULL;
  g_autoptr (PtDataset) dataset = NULL;
  g_autoptr (PtDocument) document = NULL;

  if (paper == NULL)
    return FALSE;
  if (paper->needs_person && (person = pt_cli_get_record (cli, args[1], error)) == NULL)
    return FALSE;
  if (paper->hides_names && !pt_cli_check_names (cli, TRUE, error))
    return FALSE;
  dataset = pt_store_load_all (cli->store, error);
  if (dataset != NULL)
    document = compose (cli, dataset, paper, person != NULL ? pt_record_get_id (person) : args[1],
                        error);
  return document != NULL
         && pt_story_write (document, format_option != NULL ? format_option : "pdf", out_option,
                            dataset, &options, NULL, error);
}

static const GOptionEntry document_options[] = {
  { "format", 0, 0, G_OPTION_ARG_STRING, &format_option,
    N_ ("How it is written: pdf (without it), pdf-large, html, …"), "FORMAT" },
  { "lang", 0, 0, G_OPTION_ARG_STRING, &lang_option,
    N_ ("In which language: nl (without it), en; the consent form also fr"), "nl|en|fr" },
  { "text", 0, 0, G_OPTION_ARG_FILENAME, &text_option,
    N_ ("Of the consent form: the lab's own text instead of ours"), "FILE" },
  PT_CLI_HOUSE_ENTRY,
  PT_CLI_WITHOUT_NAMES_ENTRY,
  { "output", 'o', 0, G_OPTION_ARG_FILENAME, &out_option, N_ ("The file to write"), "OUT" },
  G_OPTION_ENTRY_NULL,
};

const PtCommand pt_cli_document_commands[] = {
  { "document",
    "consent-form|who-sees-what|handover|access|table-sheets|closing|lost-laptop|receipt [ID] -o "
    "OUT",
    N_ ("Write a paper that the lab needs beside its story"), PT_CLI_READS_LOGBOOK, 1, 2,
    document_options, run_document },
  { 0 },
};
