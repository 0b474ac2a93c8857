/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One of the versions of a text. A person's own is called "my", another's by name: never "theirs". */
#include "pt-version-card.h"

#include "pt-mention.h"
#include "pt-sync-words.h"
#include "pt-validate.h"
#include "pt-word-diff.h"

#include <glib/gi18n-lib.h>

struct _PtVersionCard
{
  GtkBox parent_instance;

  GtkLabel *who;
  GtkLabel *when;
  GtkLabel *text;
  GtkButton *keep;
};

G_DEFINE_FINAL_TYPE (PtVersionCard, pt_version_card, GTK_TYPE_BOX)

static void
pt_version_card_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), PT_TYPE_VERSION_CARD);
  G_OBJECT_CLASS (pt_version_card_parent_class)->dispose (object);
}

static void
pt_version_card_class_init (PtVersionCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pt_version_card_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/nl/proeftuin/Proeftuin/app/pt-version-card.ui");
  gtk_widget_class_bind_template_child (widget_class, PtVersionCard, who);
  gtk_widget_class_bind_template_child (widget_class, PtVersionCard, when);
  gtk_widget_class_bind_template_child (widget_class, PtVersionCard, text);
  gtk_widget_class_bind_template_child (widget_class, PtVersionCard, keep);
}

static void
pt_version_card_init (PtVersionCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static char *
dup_title (PtStore *store, const char *id)
{
  g_autoptr (PtRecord) record = pt_store_get_record (store, id, NULL);
  return record ? pt_record_dup_title (record) : pt_store_dup_member_name (store, id);
}

/**
 * pt_version_dup_words:
 * @store: a logbook
 * @field: whose version it is
 * @version: a version
 *
 * Returns: (transfer full): what a person reads; an emptied field says so
 */
char *
pt_version_dup_words (PtStore *store, const PtField *field, const PtVersion *version)
{
  if (version->value->type == PT_VALUE_NULL)
    return g_strdup (C_ ("version of a text", "(empty)"));
  g_autofree char *words = pt_value_format (field, version->value, NULL);
  if (field->kind == PT_KIND_REF)
    return dup_title (store, words);
  if (field->kind == PT_KIND_LONG || field->kind == PT_KIND_TEXT)
    return pt_mention_render (words, NULL, NULL);
  return g_steal_pointer (&words);
}

static gboolean
is_mine (PtStore *store, const PtVersion *version)
{
  return g_strcmp0 (version->stamp->member, pt_store_get_member (store)) == 0;
}

static char *
dup_who (PtStore *store, const PtVersion *version)
{
  if (is_mine (store, version))
    return g_strdup (_ ("My Version"));
  g_autofree char *name = pt_store_dup_member_name (store, version->stamp->member);
  /* Translators: the placeholder is a person's name. */
  return *name ? g_strdup_printf (_ ("Version by %s"), name)
               : g_strdup (_ ("Version by a Colleague"));
}

static char *
dup_keep (PtStore *store, const PtVersion *version)
{
  if (is_mine (store, version))
    return g_strdup (_ ("Keep My Version"));
  g_autofree char *name = pt_store_dup_member_name (store, version->stamp->member);
  /* Translators: the placeholder is a person's name. */
  return *name ? g_strdup_printf (_ ("Keep Version by %s"), name)
               : g_strdup (_ ("Keep This Version"));
}

/* The words that the version shown first has not; of that one itself, those that the next has not. */
static char *
dup_markup (PtStore *store, const PtField *field, const PtVersion *const *versions, guint n,
            guint index)
{
  g_autofree char *words = pt_version_dup_words (store, field, versions[index]);
  g_autofree char *other = pt_version_dup_words (store, field,
                                                 versions[index == 0 ? MIN (1, n - 1) : 0]);
  return pt_word_diff_markup (words, other);
}

GtkWidget *
pt_version_card_new (PtStore *store, const PtField *field, const PtVersion *const *versions,
                     guint n, guint index)
{
  PtVersionCard *self = g_object_new (PT_TYPE_VERSION_CARD, NULL);
  const PtVersion *version = versions[index];
  g_autofree char *who = dup_who (store, version);
  g_autofree char *when = pt_clock_format (version->stamp->at, g_get_real_time ());
  g_autofree char *markup = dup_markup (store, field, versions, n, index);
  g_autofree char *keep = dup_keep (store, version);

  gtk_label_set_text (self->who, who);
  gtk_label_set_text (self->when, when);
  gtk_label_set_markup (self->text, markup);
  gtk_button_set_label (self->keep, keep);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->keep), "u", index);
  return GTK_WIDGET (self);
}
