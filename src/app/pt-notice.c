/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A line on top of a page. It is an alert for assistive technology, since it may appear by
 * itself. */
#include "pt-notice.h"

struct _PtNotice
{
  AdwBin parent_instance;

  GtkRevealer *revealer;
  GtkLabel *text;
  GtkBox *box;
  GtkButton *button;
  GtkButton *other;
};

G_DEFINE_FINAL_TYPE (PtNotice, pt_notice, ADW_TYPE_BIN)

static void
pt_notice_dispose (GObject *object)
{
  /* Else the bin would let go of a child that the template has taken away. */
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), PT_TYPE_NOTICE);
  G_OBJECT_CLASS (pt_notice_parent_class)->dispose (object);
}

static void
pt_notice_class_init (PtNoticeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pt_notice_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/nl/proeftuin/Proeftuin/app/pt-notice.ui");
  gtk_widget_class_bind_template_child (widget_class, PtNotice, revealer);
  gtk_widget_class_bind_template_child (widget_class, PtNotice, text);
  gtk_widget_class_bind_template_child (widget_class, PtNotice, box);
  gtk_widget_class_bind_template_child (widget_class, PtNotice, button);
  gtk_widget_class_bind_template_child (widget_class, PtNotice, other);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_ALERT);
}

static void
pt_notice_init (PtNotice *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
pt_notice_new (const char *button, const char *action)
{
  PtNotice *self = g_object_new (PT_TYPE_NOTICE, NULL);
  gtk_button_set_label (self->button, button);
  gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (self->button), action);
  return GTK_WIDGET (self);
}

void
pt_notice_add_button (PtNotice *self, const char *button, const char *action)
{
  g_return_if_fail (PT_IS_NOTICE (self));
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->box), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (self->box, 6);
  gtk_button_set_label (self->other, button);
  gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (self->other), action);
  gtk_widget_set_visible (GTK_WIDGET (self->other), TRUE);
}

void
pt_notice_set_text (PtNotice *self, const char *text)
{
  g_return_if_fail (PT_IS_NOTICE (self));
  gtk_widget_set_visible (GTK_WIDGET (self), text != NULL);
  gtk_revealer_set_reveal_child (self->revealer, text != NULL);
  gtk_label_set_text (self->text, text ? text : "");
  if (text)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

const char *
pt_notice_get_text (PtNotice *self)
{
  g_return_val_if_fail (PT_IS_NOTICE (self), NULL);
  return gtk_revealer_get_reveal_child (self->revealer) ? gtk_label_get_text (self->text) : NULL;
}
