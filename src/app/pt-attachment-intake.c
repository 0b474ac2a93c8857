/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Taking files in, on the writer thread; see the header. */
#include "pt-attachment-intake.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "pt-file-dialog.h"
#include "pt-named.h"
#include "pt-window.h"

typedef struct
{
  char *owner;
  char *path;     /* of a file, or */
  GBytes *bytes;  /* a picture from the clipboard */
  char *name;     /* what the file is to be called; NULL = as it is */
  gboolean asked; /* somebody was asked about a name in it */
} Intake;

static void
intake_free (Intake *self)
{
  g_free (self->owner);
  g_free (self->path);
  g_free (self->name);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self);
}

/* What came of it: the attachment, or whom its name names. */
typedef struct
{
  PtRecord *attachment;
  PtNamed *named;
  gboolean cleaned; /* it is smaller than what came */
} Answer;

static void
answer_free (Answer *self)
{
  g_clear_pointer (&self->attachment, pt_record_unref);
  g_clear_pointer (&self->named, pt_named_free);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Answer, answer_free)

static PtRecord *
attach_bytes (PtStore *store, const Intake *intake, GError **error)
{
  g_autoptr (PtBatchFile) file = g_new0 (PtBatchFile, 1);

  file->id = pt_id_new (pt_store_get_world (store));
  file->owner = g_strdup (intake->owner);
  file->filename = g_strdup (_ ("picture.png"));
  file->bytes = g_bytes_ref (intake->bytes);
  return pt_store_attach_bytes (store, file, PT_ATTACH_DEFAULT, error);
}

static PtRecord *
attach (PtStore *store, const Intake *intake, GError **error)
{
  g_autofree char *name = intake->path != NULL ? g_path_get_basename (intake->path) : NULL;

  if (intake->bytes != NULL)
    return attach_bytes (store, intake, error);
  return pt_store_attach_as (store, intake->owner, intake->path,
                             intake->name != NULL ? intake->name : name, NULL, NULL,
                             PT_ATTACH_DEFAULT, error);
}

/* FALSE with @error; @named (out) is the first whom the file's name names. */
static gboolean
find_named (PtStore *store, const Intake *intake, PtNamed **named, GError **error)
{
  g_autofree char *name = intake->path != NULL ? g_path_get_basename (intake->path) : NULL;
  g_autoptr (GPtrArray) found = NULL;

  if (intake->asked || name == NULL)
    return TRUE;
  g_strdelimit (name, "_-.", ' ');
  found = pt_named_find (store, name, error);
  if (found != NULL && found->len > 0)
    *named = g_ptr_array_steal_index (found, 0);
  return found != NULL;
}

/* What somebody pasted was made here, and has nothing hidden in it. */
static gboolean
is_smaller (PtRecord *attachment, const Intake *intake)
{
  GStatBuf info;
  int64_t size = 0;

  return intake->path != NULL && g_stat (intake->path, &info) == 0
         && pt_record_get_int (attachment, "size", &size) && size < (int64_t)info.st_size;
}

static gpointer
attach_job (PtStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const Intake *intake = data;
  g_autoptr (Answer) answer = g_new0 (Answer, 1);

  if (!find_named (store, intake, &answer->named, error))
    return NULL;
  if (answer->named == NULL)
    answer->attachment = attach (store, intake, error);
  if (answer->attachment != NULL)
    answer->cleaned = is_smaller (answer->attachment, intake);
  return answer->named != NULL || answer->attachment != NULL ? g_steal_pointer (&answer) : NULL;
}

/* ── Telling and asking ── */

/* Whose page it was, until the answer is there. */
typedef struct
{
  GtkWidget *from;
  PtLogbook *logbook;
  char *owner;
  char *path;     /* or NULL */
  PtNamed *named; /* who is asked about; or NULL */
} Waiting;

static Waiting *
waiting_new (GtkWidget *from, PtLogbook *logbook, const char *owner, const char *path)
{
  Waiting *self = g_new0 (Waiting, 1);

  self->from = g_object_ref (from);
  self->logbook = g_object_ref (logbook);
  self->owner = g_strdup (owner);
  self->path = g_strdup (path);
  return self;
}

static void
waiting_free (Waiting *self)
{
  g_object_unref (self->from);
  g_object_unref (self->logbook);
  g_free (self->owner);
  g_free (self->path);
  g_clear_pointer (&self->named, pt_named_free);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Waiting, waiting_free)

static void
asked_free (gpointer data, GClosure *closure)
{
  waiting_free (data);
}

static void take (GtkWidget *from, PtLogbook *logbook, Intake *intake);

/* The underscores and hyphens of file names hide where a name begins. */
static char *
dup_clean_name (const Waiting *waiting)
{
  g_autofree char *name = g_path_get_basename (waiting->path);
  const char *dot = strrchr (name, '.');
  g_autofree char *stem = dot != NULL ? g_strndup (name, dot - name) : g_strdup (name);
  g_autofree char *clean = pt_named_replace (waiting->named, g_strdelimit (stem, "_-.", ' '),
                                             waiting->named->title);

  return g_strconcat (clean, dot, NULL);
}

static void
answered_cb (AdwMessageDialog *dialog, const char *response, Waiting *waiting)
{
  Intake *intake;

  if (strcmp (response, "cancel") == 0)
    return;
  intake = g_new0 (Intake, 1);
  intake->owner = g_strdup (waiting->owner);
  intake->path = g_strdup (waiting->path);
  intake->name = strcmp (response, "replace") == 0 ? dup_clean_name (waiting) : NULL;
  intake->asked = TRUE;
  take (waiting->from, waiting->logbook, intake);
}

/* Takes @waiting. */
static void
ask_about (Waiting *waiting)
{
  g_autofree char *name = g_path_get_basename (waiting->path);
  /* Translators: a real name, the name of a file, and what the logbook calls that person. */
  g_autofree char *question = g_strdup_printf (_ ("You name %1$s in “%2$s”. Replace it by “%3$s”?"),
                                               waiting->named->name, name, waiting->named->title);
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (waiting->from)),
                                              _ ("A Real Name"), question);
  AdwMessageDialog *message = ADW_MESSAGE_DIALOG (dialog);

  adw_message_dialog_add_responses (message, "cancel", _ ("_Cancel"), "keep",
                                    _ ("_Add With the Name"), "replace", _ ("_Replace"), NULL);
  adw_message_dialog_set_response_appearance (message, "replace", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (message, "replace");
  adw_message_dialog_set_close_response (message, "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (answered_cb), waiting, asked_free, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static gboolean
is_photo (PtRecord *attachment)
{
  const char *mime = pt_record_get_text (attachment, "mime");

  return mime != NULL && g_str_has_prefix (mime, "image/");
}

/* Photos lose what a camera writes into them about place and maker; people are told where there was any. */
static void
tell (GtkWidget *from, PtRecord *attachment, gboolean cleaned)
{
  const char *text = !is_photo (attachment) ? _ ("File added")
                     : cleaned
                         ? _ ("Picture added, without the place and camera data that were in it")
                         : _ ("Picture added");

  pt_window_toast (from, text, _ ("Undo"), "record.archive",
                   g_variant_new_string (pt_record_get_id (attachment)));
}

static void
attached_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Waiting) waiting = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (Answer) answer = pt_logbook_run_finish (PT_LOGBOOK (source), result, &error);

  if (answer == NULL)
    pt_window_toast (waiting->from, error->message, NULL, NULL, NULL);
  else if (answer->attachment != NULL)
    tell (waiting->from, answer->attachment, answer->cleaned);
  else if (gtk_widget_get_root (waiting->from) != NULL)
    {
      waiting->named = g_steal_pointer (&answer->named);
      ask_about (g_steal_pointer (&waiting));
    }
}

static void
take (GtkWidget *from, PtLogbook *logbook, Intake *intake)
{
  pt_logbook_run_async (logbook, attach_job, intake, (GDestroyNotify)intake_free,
                        (GDestroyNotify)answer_free, NULL, attached_cb,
                        waiting_new (from, logbook, intake->owner, intake->path));
}

void
pt_attachment_intake_file (GtkWidget *from, PtLogbook *logbook, const char *owner, GFile *file)
{
  g_autofree char *path = g_file_get_path (file);
  Intake *intake;

  if (path == NULL)
    {
      pt_window_toast (from, _ ("This file is not on this laptop. Save it here first."), NULL, NULL,
                       NULL);
      return;
    }
  intake = g_new0 (Intake, 1);
  intake->owner = g_strdup (owner);
  intake->path = g_steal_pointer (&path);
  take (from, logbook, intake);
}

void
pt_attachment_intake_texture (GtkWidget *from, PtLogbook *logbook, const char *owner,
                              GdkTexture *texture)
{
  Intake *intake = g_new0 (Intake, 1);

  intake->owner = g_strdup (owner);
  intake->bytes = gdk_texture_save_to_png_bytes (texture);
  take (from, logbook, intake);
}

void
pt_attachment_intake_value (GtkWidget *from, PtLogbook *logbook, const char *owner,
                            const GValue *value)
{
  if (G_VALUE_HOLDS (value, GDK_TYPE_TEXTURE))
    pt_attachment_intake_texture (from, logbook, owner, g_value_get_object (value));
  else if (G_VALUE_HOLDS (value, G_TYPE_FILE))
    pt_attachment_intake_file (from, logbook, owner, g_value_get_object (value));
  else if (G_VALUE_HOLDS (value, GDK_TYPE_FILE_LIST))
    /* A GdkFileList is a GSList of GFile. */
    for (GSList *file = g_value_get_boxed (value); file != NULL; file = file->next)
      pt_attachment_intake_file (from, logbook, owner, file->data);
}

/* ── The clipboard and the dialog: whose page it was is remembered until the answer ── */

static void
pasted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Waiting) waiting = data;
  g_autoptr (GError) error = NULL;
  const GValue *value = gdk_clipboard_read_value_finish (GDK_CLIPBOARD (source), result, &error);

  if (value != NULL)
    pt_attachment_intake_value (waiting->from, waiting->logbook, waiting->owner, value);
  else
    pt_window_toast (waiting->from, error->message, NULL, NULL, NULL);
}

gboolean
pt_attachment_intake_paste (GtkWidget *from, PtLogbook *logbook, const char *owner)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (from);
  GdkContentFormats *formats = gdk_clipboard_get_formats (clipboard);
  GType type = G_TYPE_INVALID;

  if (gdk_content_formats_contain_gtype (formats, GDK_TYPE_FILE_LIST))
    type = GDK_TYPE_FILE_LIST;
  else if (gdk_content_formats_contain_gtype (formats, GDK_TYPE_TEXTURE)
           && !gdk_content_formats_contain_gtype (formats, G_TYPE_STRING))
    type = GDK_TYPE_TEXTURE;
  if (type == G_TYPE_INVALID)
    return FALSE;
  gdk_clipboard_read_value_async (clipboard, type, G_PRIORITY_DEFAULT, NULL, pasted_cb,
                                  waiting_new (from, logbook, owner, NULL));
  return TRUE;
}

/* The owner is noted on the widget: another record may be shown when the choice is made. */
static void
chosen_cb (GListModel *files, gpointer from)
{
  PtLogbook *logbook = g_object_get_data (from, "intake-logbook");
  const char *owner = g_object_get_data (from, "intake-owner");

  for (guint i = 0; i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr (GFile) file = g_list_model_get_item (files, i);
      pt_attachment_intake_file (from, logbook, owner, file);
    }
}

void
pt_attachment_intake_ask (GtkWidget *from, PtLogbook *logbook, const char *owner)
{
  g_object_set_data_full (G_OBJECT (from), "intake-logbook", g_object_ref (logbook),
                          g_object_unref);
  g_object_set_data_full (G_OBJECT (from), "intake-owner", g_strdup (owner), g_free);
  pt_file_dialog_show (from, PT_FILE_DIALOG_OPEN_SEVERAL, _ ("Add Attachments"), _ ("_Add"), NULL,
                       chosen_cb, from);
}
