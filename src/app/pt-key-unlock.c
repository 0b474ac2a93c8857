/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. */
#include "pt-key-unlock.h"

#include "pt-key-ask.h"
#include "pt-named.h"
#include "pt-notice.h"
#include "pt-secret.h"
#include "pt-window.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* ── Unlocking ── */

/* @passphrase "" = only look once more. */
static gpointer
unlock_job (PtStore *store, gpointer passphrase, GCancellable *cancellable, GError **error)
{
  const char *words = passphrase;

  return pt_store_unlock_names (store, *words != '\0' ? words : NULL, error)
             ? g_strdup (_ ("Unlocked"))
             : NULL;
}

static void
unlocked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) from = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *said = pt_logbook_run_finish (PT_LOGBOOK (source), result, &error);

  pt_window_toast (from, said != NULL ? said : error->message, NULL, NULL, NULL);
  if (said != NULL)
    pt_logbook_notify_changed (PT_LOGBOOK (source), NULL);
}

static void
unlock (GtkWidget *from, PtLogbook *logbook, const char *passphrase)
{
  pt_logbook_run_async (logbook, unlock_job, g_strdup (passphrase),
                        (GDestroyNotify)pt_secret_text_free, g_free, NULL, unlocked_cb,
                        g_object_ref (from));
}

static void
asked (const char *passphrase, gpointer from)
{
  unlock (from, g_object_get_data (from, "pt-unlock"), passphrase);
}

void
pt_key_unlock (GtkWidget *from, PtLogbook *logbook)
{
  if (pt_store_get_names_state (pt_logbook_get_reader (logbook)) != PT_NAMES_LOCKED)
    {
      unlock (from, logbook, "");
      return;
    }
  g_object_set_data_full (G_OBJECT (from), "pt-unlock", g_object_ref (logbook), g_object_unref);
  pt_key_ask (from, _ ("Unlock the Real Names"), NULL, _ ("_Unlock"), FALSE, asked,
              G_OBJECT (from));
}

/* ── Before something leaves ── */

typedef struct
{
  GtkWidget *from;    /* a reference */
  PtLogbook *logbook; /* a reference */
  PtKeyGoOn go_on;
  GWeakRef object;
} Giving;

static void
giving_free (gpointer data, GClosure *closure)
{
  Giving *self = data;

  g_object_unref (self->from);
  g_object_unref (self->logbook);
  g_weak_ref_clear (&self->object);
  g_free (self);
}

static void
response_cb (AdwMessageDialog *dialog, const char *response, Giving *self)
{
  g_autoptr (GObject) object = g_weak_ref_get (&self->object);

  if (object != NULL && strcmp (response, "go-on") == 0)
    self->go_on (object);
  else if (object != NULL && strcmp (response, "unlock") == 0)
    pt_key_unlock (self->from, self->logbook);
}

static void
ask (GtkWidget *from, PtLogbook *logbook, const char *sentence, PtKeyGoOn go_on, GObject *object)
{
  g_autofree char *body = g_strconcat (
      sentence, " ", _ ("Read it yourself before you give it away, or unlock them first."), NULL);
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (from)),
                                              _ ("Go On Without Looking for Names?"), body);
  Giving *giving = g_new0 (Giving, 1);

  *giving = (Giving){ .from = g_object_ref (from),
                      .logbook = g_object_ref (logbook),
                      .go_on = go_on };
  g_weak_ref_init (&giving->object, object);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "go-on",
                                    _ ("_Go On Without"), "unlock", _ ("_Unlock…"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "go-on",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "unlock",
                                              ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "unlock");
  g_signal_connect_data (dialog, "response", G_CALLBACK (response_cb), giving, giving_free, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

void
pt_key_before_giving (GtkWidget *from, PtLogbook *logbook, PtKeyGoOn go_on, GObject *object)
{
  gboolean closed = FALSE;
  g_autofree char *sentence = pt_named_dup_unsearched (pt_logbook_get_reader (logbook), &closed);

  if (closed)
    ask (from, logbook, sentence, go_on, object);
  else
    go_on (object);
}

/* ── The line on top ── */

#define PT_TYPE_KEY_NOTICE (pt_key_notice_get_type ())
G_DECLARE_FINAL_TYPE (PtKeyNotice, pt_key_notice, PT, KEY_NOTICE, AdwBin)

struct _PtKeyNotice
{
  AdwBin parent_instance;

  PtLogbook *logbook;
  PtNotice *notice;
};

G_DEFINE_FINAL_TYPE (PtKeyNotice, pt_key_notice, ADW_TYPE_BIN)

static void
refresh (PtKeyNotice *self)
{
  gboolean closed = FALSE;
  g_autofree char *sentence = pt_named_dup_unsearched (pt_logbook_get_reader (self->logbook),
                                                       &closed);

  pt_notice_set_text (self->notice, closed ? sentence : NULL);
}

static void
unlock_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  pt_key_unlock (widget, PT_KEY_NOTICE (widget)->logbook);
}

static void
pt_key_notice_dispose (GObject *object)
{
  g_clear_object (&PT_KEY_NOTICE (object)->logbook);
  G_OBJECT_CLASS (pt_key_notice_parent_class)->dispose (object);
}

static void
pt_key_notice_class_init (PtKeyNoticeClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pt_key_notice_dispose;
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "names.unlock", NULL, unlock_cb);
}

static void
pt_key_notice_init (PtKeyNotice *self)
{
  self->notice = PT_NOTICE (pt_notice_new (_ ("Unlock…"), "names.unlock"));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->notice));
}

GtkWidget *
pt_key_notice_new (PtLogbook *logbook)
{
  PtKeyNotice *self = g_object_new (PT_TYPE_KEY_NOTICE, NULL);

  self->logbook = g_object_ref (logbook);
  g_signal_connect_object (logbook, "changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  refresh (self);
  return GTK_WIDGET (self);
}
