/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A sentence and one or two buttons; see the header. */
#include "pt-name-notice.h"

#include "pt-form-wrap.h"

#include <glib/gi18n-lib.h>

struct _PtNameNotice
{
  GtkBox parent_instance;

  PtNamed *named;
  GtkWidget *replace;
};

enum
{
  REPLACE,
  KEEP,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PtNameNotice, pt_name_notice, GTK_TYPE_BOX)

static void
replace_cb (PtNameNotice *self)
{
  g_signal_emit (self, signals[REPLACE], 0);
}

static void
keep_cb (PtNameNotice *self)
{
  g_signal_emit (self, signals[KEEP], 0);
}

static void
pt_name_notice_finalize (GObject *object)
{
  PtNameNotice *self = PT_NAME_NOTICE (object);

  pt_named_free (self->named);
  G_OBJECT_CLASS (pt_name_notice_parent_class)->finalize (object);
}

static void
pt_name_notice_class_init (PtNameNoticeClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pt_name_notice_finalize;
  signals[REPLACE] = g_signal_new ("replace", PT_TYPE_NAME_NOTICE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
  signals[KEEP] = g_signal_new ("keep", PT_TYPE_NAME_NOTICE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);
}

static void
pt_name_notice_init (PtNameNotice *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
  gtk_widget_add_css_class (GTK_WIDGET (self), "pt-aside");
}

static void
add_buttons (PtNameNotice *self, const char *keep)
{
  GtkWidget *buttons = pt_form_wrap_box_new (6);
  self->replace = gtk_button_new_with_mnemonic (_ ("_Replace"));
  gtk_widget_set_parent (self->replace, buttons);
  g_signal_connect_object (self->replace, "clicked", G_CALLBACK (replace_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self), buttons);
  if (keep == NULL)
    return;
  GtkWidget *leave = gtk_button_new_with_mnemonic (keep);
  gtk_widget_set_parent (leave, buttons);
  g_signal_connect_object (leave, "clicked", G_CALLBACK (keep_cb), self, G_CONNECT_SWAPPED);
}

static GtkWidget *
make_notice (PtNamed *named, const char *question, const char *keep)
{
  PtNameNotice *self = g_object_new (PT_TYPE_NAME_NOTICE, NULL);
  GtkWidget *label = gtk_label_new (question);

  self->named = named;
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_box_append (GTK_BOX (self), label);
  add_buttons (self, keep);
  return GTK_WIDGET (self);
}

GtkWidget *
pt_name_notice_new (PtNamed *named, const char *keep)
{
  /* Translators: %1 is a real name that was typed, %2 the name used in the logbook */
  g_autofree char *question = g_strdup_printf (_ ("You name %s here. Replace it by “%s”?"),
                                               named->name, named->title);

  return make_notice (named, question, keep);
}

GtkWidget *
pt_name_notice_new_in (PtNamed *named, const char *where, const char *keep)
{
  /* Translators: the title of what somebody wrote, the real name that they typed, and the name used in
     the logbook */
  g_autofree char *question = g_strdup_printf (_ ("“%1$s” names %2$s. Replace it by “%3$s”?"),
                                               where, named->name, named->title);

  return make_notice (named, question, keep);
}

const PtNamed *
pt_name_notice_get_named (PtNameNotice *self)
{
  g_return_val_if_fail (PT_IS_NAME_NOTICE (self), NULL);
  return self->named;
}

void
pt_name_notice_focus (PtNameNotice *self)
{
  g_return_if_fail (PT_IS_NAME_NOTICE (self));
  gtk_widget_grab_focus (self->replace);
}
