/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the commands of proeftuin-cli share: the table of commands, the opened logbook, and how
 * a failure becomes one sentence and an exit code. */
#pragma once

#include "pt-secret.h"
#include "pt-store-source.h"
#include "pt-story-edition.h"
#include "pt-sync.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* Exit codes; everything that is not one of these is 1. */
#define PT_CLI_EXIT_USAGE 2
#define PT_CLI_EXIT_UNREACHABLE 3

typedef enum
{
  PT_CLI_ERROR_USAGE, /* the words of the call are wrong */
  PT_CLI_ERROR_FAILED,
} PtCliError;

#define PT_CLI_ERROR (pt_cli_error_quark ())
GQuark pt_cli_error_quark (void);

typedef enum
{
  PT_CLI_NO_LOGBOOK, /* the command opens or makes what it needs */
  PT_CLI_READS_LOGBOOK,
  PT_CLI_WRITES_LOGBOOK,
  PT_CLI_CHECKS_LOGBOOK, /* writes where it may, and goes without where it may not */
} PtCliAccess;

typedef struct
{
  PtWorld *world;
  char *folder;   /* -L; NULL = not said */
  PtStore *store; /* NULL for PT_CLI_NO_LOGBOOK */
} PtCli;

/* @args are the words behind the command without its options, ended by NULL. */
typedef gboolean (*PtCliRun) (PtCli *cli, char **args, GError **error);

typedef struct
{
  const char *name;
  const char *arguments; /* as in the usage line */
  const char *summary;   /* N_() */
  PtCliAccess access;
  guint min_args, max_args;    /* G_MAXUINT = any number */
  const GOptionEntry *options; /* or NULL */
  PtCliRun run;
} PtCommand;

/* The commands of one file; the tables end with a command without a name. */
extern const PtCommand pt_cli_record_commands[];
extern const PtCommand pt_cli_tie_commands[];
extern const PtCommand pt_cli_look_commands[];
extern const PtCommand pt_cli_list_commands[];
extern const PtCommand pt_cli_import_commands[];
extern const PtCommand pt_cli_export_commands[];
extern const PtCommand pt_cli_sync_commands[];
extern const PtCommand pt_cli_team_commands[];
/* A line for each record with fields of two versions: its id, title and those fields. */
gboolean pt_cli_print_conflicted (PtCli *cli, GError **error);
JsonArray *pt_cli_conflicted_to_json (PtCli *cli, GError **error); /* (transfer full) */
extern const PtCommand pt_cli_conflict_commands[];
extern const PtCommand pt_cli_twins_commands[];
extern const PtCommand pt_cli_care_commands[];
extern const PtCommand pt_cli_key_commands[];
extern const PtCommand pt_cli_withdraw_commands[];
extern const PtCommand pt_cli_erase_commands[];
extern const PtCommand pt_cli_closing_commands[];
extern const PtCommand pt_cli_narrative_commands[];
extern const PtCommand pt_cli_document_commands[];
extern const PtCommand pt_cli_network_commands[];

/* ── Shared by commands ── */

/* The --json flag of every command that has one. */
extern gboolean pt_cli_json;
#define PT_CLI_JSON_ENTRY                                                                          \
  {                                                                                                \
    "json", 0, 0, G_OPTION_ARG_NONE, &pt_cli_json, N_ ("One JSON object per line"), NULL           \
  }

/* The --passphrase-file of every command that asks for a passphrase. */
extern char *pt_cli_passphrase_file;
#define PT_CLI_PASSPHRASE_ENTRY                                                                    \
  {                                                                                                \
    "passphrase-file", 0, 0, G_OPTION_ARG_FILENAME, &pt_cli_passphrase_file,                       \
        N_ ("The passphrase is the first line of this file, instead of being asked for"), "FILE"   \
  }
/* (transfer full): of that file, or typed; twice when it @is_new. */
PtSecretText *pt_cli_ask_passphrase (gboolean is_new, GError **error);
/* (transfer full): the first line of the file at @path. */
PtSecretText *pt_cli_read_passphrase (const char *path, GError **error);
/* What there is to say of the real names on this laptop, in a few lines; nothing without any. */
void pt_cli_print_names (PtCli *cli);

/* Sets %PT_CLI_ERROR_USAGE. */
void pt_cli_usage_error (GError **error, const char *format, ...) G_GNUC_PRINTF (2, 3);
/* Likewise: how the command @name is used, with the words that go behind it. */
void pt_cli_usage_line (GError **error, const char *name, const char *arguments);
/* (transfer full): the only logbook in the present folder; NULL with a usage error. */
char *pt_cli_find_folder (GError **error);
/* (transfer full): the folder to make something in; FALSE with a usage error when -L is missing. */
char *pt_cli_require_folder (PtCli *cli, GError **error);
/* The record @id, or a sentence that says that it is not there. */
PtRecord *pt_cli_get_record (PtCli *cli, const char *id, GError **error);
/* A usage error when @text is not UTF-8. */
gboolean pt_cli_check_text (const char *text, GError **error);
/* (transfer full): what stands behind `field=`: `@FILE` reads a file, `@@` is an @; NULL with error
 * when it cannot be read. */
char *pt_cli_read_value (const char *value, GError **error);
/* Sets one field from text; a reference must be there and of the right kind. */
gboolean pt_cli_set (PtCli *cli, PtEdit *edit, const char *field, const char *text, GError **error);
/* Applies `field=value` words to @edit. */
gboolean pt_cli_apply_words (PtCli *cli, PtEdit *edit, char **words, GError **error);
/* Saves @edit and prints the record's id. */
gboolean pt_cli_save_and_print (PtCli *cli, PtEdit *edit, GError **error);
/* What an errand did, in a line, with what it had to say. */
void pt_cli_print_sync_report (const PtSyncReport *report);
JsonNode *pt_cli_sync_report_to_json (const PtSyncReport *report); /* (transfer full) */
/* `sync --watch` */
gboolean pt_cli_watch (PtCli *cli, GError **error);
/* `sync --from-file`, then `--to-file`; NULL = not asked. @max: MB of files, as typed; or NULL. */
gboolean pt_cli_exchange_files (PtCli *cli, const char *from, const char *to, const char *max,
                                GError **error);

/* A narrative as composed from a logbook. Lives as long as its options are used. */
typedef struct
{
  PtStoreSource source;
  PtNarrativeOptions options; /* settled */
  PtEdition *edition;
  char *today;
  char *unsearched;
} PtCliStory;

/* Whether real names could be looked for in what is written; says why not. @outside: it leaves the team,
 * and then that needs a yes (--without-name-check) where they are here and locked. */
gboolean pt_cli_check_names (PtCli *cli, gboolean outside, GError **error);
extern gboolean pt_cli_without_names;
#define PT_CLI_WITHOUT_NAMES_ENTRY                                                                 \
  {                                                                                                \
    "without-name-check", 0, 0, G_OPTION_ARG_NONE, &pt_cli_without_names,                          \
        N_ ("Also while the real names are locked, so that nobody looks for them"), NULL           \
  }

/* The look of the house that was asked for, and then what was not kept to is said; else that of the logbook:
 * @house becomes %NULL where it has none. FALSE with a sentence. */
gboolean pt_cli_load_house (PtCli *cli, PtHouse **house, GError **error);
extern char *pt_cli_house;
#define PT_CLI_HOUSE_ENTRY                                                                         \
  {                                                                                                \
    "house", 0, 0, G_OPTION_ARG_FILENAME, &pt_cli_house,                                           \
        N_ ("A folder with house.ini, or that file: logo, fonts and colour of the house"),         \
        "FOLDER|FILE"                                                                              \
  }

gboolean pt_cli_story_compose (PtCliStory *self, PtCli *cli, PtDataset *dataset,
                               const PtNarrativeOptions *options, GError **error);
void pt_cli_story_clear (PtCliStory *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PtCliStory, pt_cli_story_clear)
/* Says so when it cannot be noted: what was written is written. */
void pt_cli_story_note_release (PtCliStory *self, PtCli *cli, const char *format, const char *path);
/* Takes @node and prints it on one line. */
void pt_cli_print_json (JsonNode *node);

G_END_DECLS
