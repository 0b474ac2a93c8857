/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Markdown to labels: cmark-gfm reads, each block becomes one GtkLabel with Pango markup. A line
 * break that somebody typed stays one. HTML in a text is shown as it was typed, never interpreted. */
#include "pt-markdown-view.h"

#include <cmark-gfm.h>

#include "pt-mention.h"
#include "pt-show-names.h"

struct _PtMarkdownView
{
  GtkWidget parent_instance;
  PtDataset *around;
  gboolean editable;
};

enum
{
  EDIT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PtMarkdownView, pt_markdown_view, GTK_TYPE_WIDGET)

#define MENTION_SCHEME "pt:"
#define HELP_SCHEME "help:"
#define LIST_INDENT_PX 18

G_DEFINE_AUTOPTR_CLEANUP_FUNC (cmark_node, cmark_node_free)

/* ── Inline: nodes to Pango markup ── */

typedef struct
{
  cmark_node_type type;
  const char *open, *close;
} Span;

/* cmark's types are variables, so the table is made when it is asked for. */
static const char *
span_of (cmark_node_type type, gboolean entering)
{
  const Span spans[] = {
    { CMARK_NODE_EMPH, "<i>", "</i>" },
    { CMARK_NODE_STRONG, "<b>", "</b>" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (spans); i++)
    if (spans[i].type == type)
      return entering ? spans[i].open : spans[i].close;
  return NULL;
}

static void
append_escaped (GString *into, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text != NULL ? text : "", -1);

  g_string_append (into, escaped);
}

/* A mention shows what the record is called now; the label in the text is what it was called. */
static void
append_mention (PtMarkdownView *self, GString *into, const char *id, cmark_node *link)
{
  cmark_node *first = cmark_node_first_child (link);
  const char *label = first != NULL ? cmark_node_get_literal (first) : NULL;
  g_autofree char *name = NULL;

  label = label != NULL ? label : "";
  if (label[0] == '@' || label[0] == '#')
    label++;
  if (self->around != NULL)
    name = pt_mention_name_from_dataset (id, label, self->around);
  g_autofree char *shown = pt_show_names_dup (NULL, id, name != NULL ? name : label);
  g_string_append_printf (into, "<a href=\"" MENTION_SCHEME "%s\">", id);
  append_escaped (into, shown);
  g_string_append (into, "</a>");
}

/* A theme is a word, not a place to go to. */
static gboolean
append_theme (GString *into, const char *id)
{
  if (pt_mention_theme_key (id) == NULL)
    return FALSE;
  g_autofree char *name = pt_mention_name_from_dataset (id, NULL, NULL);
  append_escaped (into, name);
  return TRUE;
}

static gboolean
is_address (const char *url)
{
  return url != NULL
         && (g_str_has_prefix (url, "https://") || g_str_has_prefix (url, "http://")
             || g_str_has_prefix (url, "mailto:") || g_str_has_prefix (url, HELP_SCHEME));
}

static void append_inlines (PtMarkdownView *self, GString *into, cmark_node *parent);

static void
append_link (PtMarkdownView *self, GString *into, cmark_node *node)
{
  const char *url = cmark_node_get_url (node);

  if (url != NULL && g_str_has_prefix (url, MENTION_SCHEME)
      && pt_id_is_valid (url + strlen (MENTION_SCHEME)))
    {
      append_mention (self, into, url + strlen (MENTION_SCHEME), node);
      return;
    }
  if (url != NULL && g_str_has_prefix (url, MENTION_SCHEME)
      && append_theme (into, url + strlen (MENTION_SCHEME)))
    return;
  if (is_address (url))
    {
      g_string_append (into, "<a href=\"");
      append_escaped (into, url);
      g_string_append (into, "\">");
    }
  append_inlines (self, into, node);
  if (is_address (url))
    g_string_append (into, "</a>");
}

static void
append_inline (PtMarkdownView *self, GString *into, cmark_node *node)
{
  const cmark_node_type type = cmark_node_get_type (node);
  const char *open = span_of (type, TRUE);

  if (type == CMARK_NODE_LINK || type == CMARK_NODE_IMAGE)
    append_link (self, into, node);
  else if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK)
    g_string_append_c (into, '\n');
  else if (type == CMARK_NODE_CODE)
    {
      g_string_append (into, "<tt>");
      append_escaped (into, cmark_node_get_literal (node));
      g_string_append (into, "</tt>");
    }
  else if (open != NULL)
    {
      g_string_append (into, open);
      append_inlines (self, into, node);
      g_string_append (into, span_of (type, FALSE));
    }
  else
    append_escaped (into, cmark_node_get_literal (node));
}

static void
append_inlines (PtMarkdownView *self, GString *into, cmark_node *parent)
{
  for (cmark_node *node = cmark_node_first_child (parent); node != NULL;
       node = cmark_node_next (node))
    append_inline (self, into, node);
}

/* ── Blocks: nodes to labels ── */

static gboolean
activate_link_cb (GtkLabel *label, const char *uri)
{
  if (g_str_has_prefix (uri, HELP_SCHEME))
    {
      gtk_widget_activate_action (GTK_WIDGET (label), "help.open", "s", uri + strlen (HELP_SCHEME));
      return TRUE;
    }
  if (!g_str_has_prefix (uri, MENTION_SCHEME))
    return FALSE;
  gtk_widget_activate_action (GTK_WIDGET (label), "detail.open", "s",
                              uri + strlen (MENTION_SCHEME));
  return TRUE;
}

static GtkWidget *
make_label (const char *markup)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_markup (GTK_LABEL (label), markup);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_set_valign (label, GTK_ALIGN_START);
  g_signal_connect (label, "activate-link", G_CALLBACK (activate_link_cb), NULL);
  return label;
}

static void append_blocks (PtMarkdownView *self, GtkWidget *into, cmark_node *parent);

static void
append_text (PtMarkdownView *self, GtkWidget *into, cmark_node *node, const char *css)
{
  g_autoptr (GString) markup = g_string_new (NULL);

  if (cmark_node_first_child (node) != NULL)
    append_inlines (self, markup, node);
  else
    append_escaped (markup, cmark_node_get_literal (node));
  while (markup->len > 0 && markup->str[markup->len - 1] == '\n')
    g_string_truncate (markup, markup->len - 1);
  GtkWidget *label = make_label (markup->str);
  if (css != NULL)
    gtk_widget_add_css_class (label, css);
  gtk_box_append (GTK_BOX (into), label);
}

static void
append_item (PtMarkdownView *self, GtkWidget *into, cmark_node *item, int number)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  g_autofree char *bullet = number > 0 ? g_strdup_printf ("%d.", number) : g_strdup ("•");
  GtkWidget *mark = gtk_label_new (bullet);

  gtk_label_set_xalign (GTK_LABEL (mark), 1);
  gtk_widget_set_valign (mark, GTK_ALIGN_START);
  gtk_widget_set_size_request (mark, LIST_INDENT_PX, -1);
  gtk_widget_add_css_class (mark, "dim-label");
  gtk_box_append (GTK_BOX (line), mark);
  gtk_box_append (GTK_BOX (line), column);
  append_blocks (self, column, item);
  gtk_box_append (GTK_BOX (into), line);
}

static void
append_list (PtMarkdownView *self, GtkWidget *into, cmark_node *list)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  int number = cmark_node_get_list_type (list) == CMARK_ORDERED_LIST
                   ? cmark_node_get_list_start (list)
                   : 0;

  for (cmark_node *item = cmark_node_first_child (list); item != NULL;
       item = cmark_node_next (item))
    append_item (self, box, item, number > 0 ? number++ : 0);
  gtk_box_append (GTK_BOX (into), box);
}

static void
append_quote (PtMarkdownView *self, GtkWidget *into, cmark_node *quote)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  gtk_widget_add_css_class (box, "pt-quote");
  append_blocks (self, box, quote);
  gtk_box_append (GTK_BOX (into), box);
}

static void
append_block (PtMarkdownView *self, GtkWidget *into, cmark_node *node)
{
  const cmark_node_type type = cmark_node_get_type (node);

  if (type == CMARK_NODE_LIST)
    append_list (self, into, node);
  else if (type == CMARK_NODE_BLOCK_QUOTE)
    append_quote (self, into, node);
  else if (type == CMARK_NODE_THEMATIC_BREAK)
    gtk_box_append (GTK_BOX (into), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  else if (type == CMARK_NODE_HEADING)
    append_text (self, into, node, "heading");
  else if (type == CMARK_NODE_CODE_BLOCK || type == CMARK_NODE_HTML_BLOCK)
    append_text (self, into, node, "monospace");
  else
    append_text (self, into, node, NULL);
}

static void
append_blocks (PtMarkdownView *self, GtkWidget *into, cmark_node *parent)
{
  for (cmark_node *node = cmark_node_first_child (parent); node != NULL;
       node = cmark_node_next (node))
    append_block (self, into, node);
}

/* ── Asking to edit ── */

static void
released_cb (GtkGestureClick *gesture, int n, double x, double y, PtMarkdownView *self)
{
  if (self->editable)
    g_signal_emit (self, signals[EDIT], 0);
}

static gboolean
enter_cb (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  PtMarkdownView *self = PT_MARKDOWN_VIEW (widget);

  if (!self->editable || !gtk_widget_is_focus (widget))
    return FALSE;
  g_signal_emit (self, signals[EDIT], 0);
  return TRUE;
}

static void
pt_markdown_view_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (pt_markdown_view_parent_class)->dispose (object);
}

static void
pt_markdown_view_finalize (GObject *object)
{
  PtMarkdownView *self = PT_MARKDOWN_VIEW (object);

  g_clear_pointer (&self->around, pt_dataset_unref);
  G_OBJECT_CLASS (pt_markdown_view_parent_class)->finalize (object);
}

static void
pt_markdown_view_class_init (PtMarkdownViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pt_markdown_view_dispose;
  object_class->finalize = pt_markdown_view_finalize;
  signals[EDIT] = g_signal_new ("edit", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "markdown");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Return, 0, enter_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Enter, 0, enter_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_F2, 0, enter_cb, NULL);
}

static void
pt_markdown_view_init (PtMarkdownView *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  g_signal_connect (click, "released", G_CALLBACK (released_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  pt_markdown_view_set_editable (self, TRUE);
}

GtkWidget *
pt_markdown_view_new (void)
{
  return g_object_new (PT_TYPE_MARKDOWN_VIEW, NULL);
}

void
pt_markdown_view_set_editable (PtMarkdownView *self, gboolean editable)
{
  g_return_if_fail (PT_IS_MARKDOWN_VIEW (self));

  self->editable = editable;
  gtk_widget_set_focusable (GTK_WIDGET (self), editable);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), editable ? "text" : NULL);
}

void
pt_markdown_view_set_text (PtMarkdownView *self, const char *text, PtDataset *around)
{
  g_autoptr (cmark_node) document = NULL;
  GtkWidget *box, *old;

  g_return_if_fail (PT_IS_MARKDOWN_VIEW (self));

  if (around != NULL)
    pt_dataset_ref (around);
  g_clear_pointer (&self->around, pt_dataset_unref);
  self->around = around;
  document = cmark_parse_document (text, strlen (text), CMARK_OPT_VALIDATE_UTF8);
  if ((old = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (old);
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  append_blocks (self, box, document);
  gtk_widget_set_parent (box, GTK_WIDGET (self));
}
