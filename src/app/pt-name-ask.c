/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. */
#include "pt-name-ask.h"

#include "pt-name-notice.h"

struct _PtNameAsk
{
  GtkBox parent_instance;

  PtLogbook *logbook;
  char *keep;
  GtkWidget *notice; /* the question; or NULL */
};

enum
{
  REPLACE,
  GO_ON,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PtNameAsk, pt_name_ask, GTK_TYPE_BOX)

static void
go_on (PtNameAsk *self)
{
  g_signal_emit (self, signals[GO_ON], 0);
}

static void
replace_cb (PtNameAsk *self, PtNameNotice *notice)
{
  g_autoptr (PtNameNotice) kept = g_object_ref (notice); /* new words take it away */

  g_signal_emit (self, signals[REPLACE], 0, pt_name_notice_get_named (kept));
}

static void
ask (PtNameAsk *self, PtNamed *named)
{
  pt_name_ask_forget (self);
  self->notice = pt_name_notice_new (named, self->keep);
  g_signal_connect_object (self->notice, "replace", G_CALLBACK (replace_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->notice, "keep", G_CALLBACK (go_on), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self), self->notice);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (PtNameAsk) self = data;
  g_autoptr (GPtrArray) found = pt_logbook_run_finish (PT_LOGBOOK (source), result, NULL);

  if (gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return;
  if (found != NULL && found->len > 0)
    {
      ask (self, g_ptr_array_steal_index (found, 0));
      pt_name_notice_focus (PT_NAME_NOTICE (self->notice));
    }
  else
    go_on (self);
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (PtNameAsk) self = data;
  g_autoptr (GPtrArray) found = pt_logbook_run_finish (PT_LOGBOOK (source), result, NULL);

  if (gtk_widget_get_root (GTK_WIDGET (self)) == NULL || found == NULL)
    return;
  pt_name_ask_forget (self);
  if (found->len > 0)
    ask (self, g_ptr_array_steal_index (found, 0));
}

static void
look (PtNameAsk *self, const char *words, GAsyncReadyCallback callback)
{
  pt_logbook_run_async (self->logbook, pt_named_find_job, g_strdup (words), g_free,
                        (GDestroyNotify)g_ptr_array_unref, NULL, callback, g_object_ref (self));
}

void
pt_name_ask_about (PtNameAsk *self, const char *words)
{
  g_return_if_fail (PT_IS_NAME_ASK (self));

  if (self->notice != NULL)
    go_on (self);
  else
    look (self, words, found_cb);
}

void
pt_name_ask_look (PtNameAsk *self, const char *words)
{
  g_return_if_fail (PT_IS_NAME_ASK (self));
  look (self, words, looked_cb);
}

void
pt_name_ask_forget (PtNameAsk *self)
{
  g_return_if_fail (PT_IS_NAME_ASK (self));

  if (self->notice != NULL)
    gtk_box_remove (GTK_BOX (self), self->notice);
  self->notice = NULL;
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

static void
pt_name_ask_finalize (GObject *object)
{
  PtNameAsk *self = PT_NAME_ASK (object);

  g_object_unref (self->logbook);
  g_free (self->keep);
  G_OBJECT_CLASS (pt_name_ask_parent_class)->finalize (object);
}

static void
pt_name_ask_class_init (PtNameAskClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pt_name_ask_finalize;
  signals[REPLACE] = g_signal_new ("replace", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[GO_ON] = g_signal_new ("go-on", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
pt_name_ask_init (PtNameAsk *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
pt_name_ask_new (PtLogbook *logbook, const char *keep)
{
  PtNameAsk *self = g_object_new (PT_TYPE_NAME_ASK, "orientation", GTK_ORIENTATION_VERTICAL, NULL);

  self->logbook = g_object_ref (logbook);
  self->keep = g_strdup (keep);
  return GTK_WIDGET (self);
}
