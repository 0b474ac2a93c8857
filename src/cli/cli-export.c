/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The export command: a narrative (pdf, html, md …), data (json, csv …) or a calendar from what the
 * logbook holds. */
#include "pt-cli.h"

#include "pt-export.h"
#include "pt-json-schema.h"
#include "pt-named.h"
#include "pt-story-audience.h"
#include "pt-story.h"
#include "pt-time.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static char *format_option, *kind_option, *audience_option, *from_option, *to_option, *lang_option,
    *narrative_option, *out_option, *template_option;
static gboolean private_option;

/* Each time that a narrative is written counts as a release. */
static gboolean
export_narrative (PtCli *cli, PtDataset *dataset, GError **error)
{
  g_autoptr (PtHouse) house = NULL;

  if (!pt_cli_load_house (cli, &house, error))
    return FALSE;
  const PtNarrativeOptions options = {
    .narrative = narrative_option,
    .audience = audience_option,
    .from_on = from_option,
    .to_on = to_option,
    .lang = lang_option,
    .house = house,
    .template = template_option,
  };
  g_auto (PtCliStory) story = { 0 };

  if (narrative_option != NULL && pt_cli_get_record (cli, narrative_option, error) == NULL)
    return FALSE;
  if (!pt_cli_story_compose (&story, cli, dataset, &options, error)
      || !pt_cli_check_names (cli, pt_audience_find (story.options.audience)->outside, error)
      || !pt_story_write (story.edition->document, format_option, out_option, dataset,
                          &story.options, NULL, error))
    return FALSE;
  pt_cli_story_note_release (&story, cli, format_option, out_option);
  return TRUE;
}

static gboolean
print_report (PtExportReport *report)
{
  for (guint i = 0; report != NULL && i < report->notes->len; i++)
    g_printerr ("%s\n", (const char *)report->notes->pdata[i]);
  return report != NULL;
}

static gboolean
write_data (PtDataset *dataset, const char *format, const PtExportOptions *options, GError **error)
{
  g_autoptr (PtExportReport)
      report = pt_export_to_path (dataset, format, options, out_option, NULL, error);

  return print_report (report);
}

/* What is private is on this laptop and in its locked backup, and in no file that is easily sent. */
static PtSharing
least_sharing (void)
{
  return private_option ? PT_SHARING_PRIVATE : PT_SHARING_CORE;
}

static gboolean
export_json (PtCli *cli, PtDataset *dataset, GError **error)
{
  const PtExportOptions options = {
    .least = least_sharing (),
    .from_on = from_option,
    .to_on = to_option,
    .reader = pt_store_source_bytes,
    .reader_data = cli->store,
  };

  return write_data (dataset, "json", &options, error);
}

/* As a Dutch spreadsheet opens it: semicolons, a byte-order mark, decimal commas. */
static gboolean
export_csv (PtCli *cli, PtDataset *dataset, GError **error)
{
  const PtExportOptions options = {
    .least = least_sharing (),
    .from_on = from_option,
    .to_on = to_option,
    .delimiter = ';',
    .bom = TRUE,
    .decimal_comma = TRUE,
    .kind = kind_option,
    .lang = lang_option,
  };
  g_autoptr (PtExportReport) report = NULL;

  if (kind_option != NULL && pt_record_kind_find (kind_option) == NULL)
    {
      pt_cli_usage_error (error, _ ("There is no kind “%s”."), kind_option);
      return FALSE;
    }
  report = kind_option != NULL
               ? pt_export_to_path (dataset, "csv", &options, out_option, NULL, error)
               : pt_export_csv_folder (dataset, &options, out_option, NULL, error);
  return print_report (report);
}

/* Everything, and readable in other notebooks: with the files, and labels in a language. */
static gboolean
export_eln (PtCli *cli, PtDataset *dataset, GError **error)
{
  const PtExportOptions options = {
    .least = least_sharing (),
    .from_on = from_option,
    .to_on = to_option,
    .lang = lang_option,
    .reader = pt_store_source_bytes,
    .reader_data = cli->store,
  };

  return write_data (dataset, "eln", &options, error);
}

/* What is to be done, for a calendar elsewhere: nobody is named there who is not in the logbook. */
static gboolean
export_ics (PtCli *cli, PtDataset *dataset, GError **error)
{
  const PtExportOptions options = {
    .least = least_sharing (),
    .from_on = from_option,
    .to_on = to_option,
    .clean = pt_named_hide,
    .clean_data = cli->store,
  };

  return pt_cli_check_names (cli, TRUE, error) && write_data (dataset, "ics", &options, error);
}

/* A workbook is for people: with labels, in their language. */
static gboolean
export_xlsx (PtCli *cli, PtDataset *dataset, GError **error)
{
  const PtExportOptions options = {
    .least = least_sharing (),
    .from_on = from_option,
    .to_on = to_option,
    .lang = lang_option != NULL ? lang_option : "nl",
  };

  return write_data (dataset, "xlsx", &options, error);
}

static const struct
{
  const char *format;
  gboolean (*export) (PtCli *cli, PtDataset *dataset, GError **error);
} data_formats[] = {
  { "json", export_json }, { "csv", export_csv }, { "xlsx", export_xlsx },
  { "eln", export_eln },   { "ics", export_ics },
};

/* (transfer full): "pdf, html, …": first those of narratives. */
static char *
list_formats (void)
{
  GString *list = g_string_new (NULL);

  for (guint i = 0; pt_story_format_nth (i) != NULL; i++)
    g_string_append_printf (list, "%s, ", pt_story_format_nth (i)->id);
  for (guint i = 0; i < G_N_ELEMENTS (data_formats); i++)
    g_string_append_printf (list, "%s%s", i > 0 ? ", " : "", data_formats[i].format);
  return g_string_free (list, FALSE);
}

typedef gboolean (*Export) (PtCli *cli, PtDataset *dataset, GError **error);

static Export
find_export (const char *format)
{
  for (guint i = 0; i < G_N_ELEMENTS (data_formats); i++)
    if (g_str_equal (data_formats[i].format, format))
      return data_formats[i].export;
  return pt_story_format_find (format) != NULL ? export_narrative : NULL;
}

/* A device or a pipe would be replaced by a file, or filled without an end. */
static gboolean
check_output (GError **error)
{
  if (!g_file_test (out_option, G_FILE_TEST_EXISTS)
      || g_file_test (out_option, G_FILE_TEST_IS_REGULAR | G_FILE_TEST_IS_DIR))
    return TRUE;
  pt_cli_usage_error (error, _ ("“%s” is neither a file nor a folder."), out_option);
  return FALSE;
}

/* Not to be ignored in silence: the file would hold more than was meant. */
static gboolean
check_fits_format (GError **error)
{
  const gboolean narrative = pt_story_format_find (format_option) != NULL;

  if (kind_option != NULL && !g_str_equal (format_option, "csv"))
    pt_cli_usage_error (error, _ ("--kind goes with --format csv only."));
  else if (audience_option != NULL && !narrative)
    pt_cli_usage_error (error, _ ("--audience goes with a narrative only, not with data."));
  else if (pt_cli_house != NULL && !narrative)
    pt_cli_usage_error (error, _ ("--house goes with a narrative only, not with data."));
  else if (template_option != NULL && !g_str_equal (format_option, "docx")
           && !g_str_equal (format_option, "odt"))
    pt_cli_usage_error (error, _ ("--template goes with --format docx or odt only."));
  else
    return TRUE;
  return FALSE;
}

static gboolean
check_audience (GError **error)
{
  const PtVocabulary *audiences = pt_vocabulary_get ("narrative.audience");
  g_autoptr (GString) keys = g_string_new (NULL);

  if (audience_option == NULL || pt_vocabulary_find (audiences, audience_option) != NULL)
    return TRUE;
  for (guint i = 0; i < audiences->n_terms; i++)
    g_string_append_printf (keys, "%s%s", i > 0 ? ", " : "", audiences->terms[i].key);
  pt_cli_usage_error (error, _ ("“%s” is not one of: %s."), audience_option, keys->str);
  return FALSE;
}

/* A day that is none, or a language that is none, would silently give another document. */
static gboolean
check_options (GError **error)
{
  if ((from_option != NULL && !pt_date_is_valid (from_option))
      || (to_option != NULL && !pt_date_is_valid (to_option)))
    {
      pt_cli_usage_error (error, _ ("--from and --to are days like 2026-03-12."));
      return FALSE;
    }
  if (from_option != NULL && to_option != NULL && strcmp (from_option, to_option) > 0)
    {
      pt_cli_usage_error (error, _ ("--from is later than --to."));
      return FALSE;
    }
  if (lang_option != NULL && !g_str_equal (lang_option, "nl") && !g_str_equal (lang_option, "en"))
    {
      pt_cli_usage_error (error, _ ("--lang %s: say nl or en."), lang_option);
      return FALSE;
    }
  return check_audience (error) && check_fits_format (error) && check_output (error);
}

static gboolean
run_export (PtCli *cli, char **args, GError **error)
{
  Export export;

  if (out_option == NULL || format_option == NULL)
    {
      pt_cli_usage_error (error, _ ("An export needs --format FORMAT and -o OUT."));
      return FALSE;
    }
  if (!check_options (error))
    return FALSE;
  export = find_export (format_option);
  if (export != NULL)
    {
      g_autoptr (PtDataset) dataset = pt_store_load_all (cli->store, error);
      return dataset != NULL && export(cli, dataset, error);
    }
  g_autofree char *known = list_formats ();
  pt_cli_usage_error (error, _ ("--format %1$s: say one of %2$s."), format_option, known);
  return FALSE;
}

static gboolean
run_schema (PtCli *cli, char **args, GError **error)
{
  g_autofree char *schema = pt_json_schema ();

  g_print ("%s\n", schema);
  return TRUE;
}

static const GOptionEntry export_options[] = {
  { "format", 0, 0, G_OPTION_ARG_STRING, &format_option, N_ ("How it is written"), "FORMAT" },
  { "kind", 0, 0, G_OPTION_ARG_STRING, &kind_option, N_ ("For csv: only this kind, into one file"),
    "KIND" },
  { "audience", 0, 0, G_OPTION_ARG_STRING, &audience_option,
    N_ ("Who reads the narrative: public (the default), internal, …"), "KEY" },
  { "narrative", 0, 0, G_OPTION_ARG_STRING, &narrative_option,
    N_ ("The narrative whose passages, period and sections are used"), "ID" },
  { "from", 0, 0, G_OPTION_ARG_STRING, &from_option, N_ ("From this day on"), "DATE" },
  { "to", 0, 0, G_OPTION_ARG_STRING, &to_option, N_ ("Up to this day"), "DATE" },
  { "lang", 0, 0, G_OPTION_ARG_STRING, &lang_option,
    N_ ("The language of the narrative, or of the labels in csv (without it: keys): nl or en"),
    "nl|en" },
  { "template", 0, 0, G_OPTION_ARG_FILENAME, &template_option,
    N_ ("For docx and odt: a document of the house whose styles are taken"), "FILE" },
  { "private", 0, 0, G_OPTION_ARG_NONE, &private_option,
    N_ ("For json, csv, xlsx, eln and ics: also what is only on this laptop"), NULL },
  PT_CLI_HOUSE_ENTRY,
  PT_CLI_WITHOUT_NAMES_ENTRY,
  { "output", 'o', 0, G_OPTION_ARG_FILENAME, &out_option, N_ ("The file or folder to write"),
    "OUT" },
  G_OPTION_ENTRY_NULL,
};

const PtCommand pt_cli_export_commands[] = {
  { "export",
    "--format FORMAT [--kind KIND] [--audience KEY] [--narrative ID] [--from DATE] [--to DATE] "
    "[--lang nl|en] [--house FOLDER] -o "
    "OUT",
    N_ ("Write the narrative (pdf, html and others one file, md a folder), the data (json, xlsx "
        "and eln one file, csv a folder or one file) or the actions as a calendar (ics)"),
    PT_CLI_READS_LOGBOOK, 0, 0, export_options, run_export },
  { "schema", "", N_ ("What a JSON export holds, as a JSON Schema"), PT_CLI_NO_LOGBOOK, 0, 0, NULL,
    run_schema },
  { 0 },
};
