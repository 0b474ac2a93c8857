/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The hub's tables of routes and refusals as JSON, for the test that compares them with the contract. */
#include "pt-hub.h"

static const char *const rights[] = {
  [PT_RIGHT_OPEN] = "open",           [PT_RIGHT_DEVICE] = "device",
  [PT_RIGHT_CORE] = "core",           [PT_RIGHT_COORDINATOR] = "coordinator",
  [PT_RIGHT_PAGE] = "page",           [PT_RIGHT_PAGE_SIGNED_IN] = "page_signed_in",
  [PT_RIGHT_PAGE_CORE] = "page_core", [PT_RIGHT_PAGE_COORDINATOR] = "page_coordinator",
};

int
main (void)
{
  g_print ("{\"routes\":[");
  for (guint i = 0; i < pt_n_routes; i++)
    g_print ("%s{\"method\":\"%s\",\"pattern\":\"%s\",\"right\":\"%s\",\"max_body\":%zu}",
             i > 0 ? "," : "", pt_routes[i].method, pt_routes[i].pattern,
             rights[pt_routes[i].right], pt_routes[i].max_body);
  g_print ("],\"problems\":[");
  for (guint i = 0; i < PT_N_PROBLEMS; i++)
    g_print ("%s{\"code\":\"%s\",\"status\":%u}", i > 0 ? "," : "", pt_problem_code (i),
             pt_problem_status (i));
  g_print ("]}\n");
  return 0;
}
