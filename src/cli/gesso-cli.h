/* gesso-cli.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/gesso-failure.h"
#include "studio/gesso-studio.h"

G_BEGIN_DECLS

/**
 * GessoCli:
 * @json: one JSON object a line on standard output, everything else on standard error
 * @quiet: no progress and no notes
 * @dry_run: nothing is sent
 * @force: files may be replaced
 * @keyring: set by a command whose jobs bring their own accounts
 * @library: (nullable): folder of the library
 * @account: (nullable): id or name of a configured account
 * @kind: (nullable): kind of an account for this run only
 * @base_url: (nullable): its address
 * @model: (nullable): model to use
 * @timeout: in seconds; 0 for none
 * @cancellable: cancelled by Ctrl+C
 * @interrupted: whether Ctrl+C was pressed
 * @studio: (nullable): once opened
 * @pricing: (nullable): what the last draft was priced with
 *
 * One run of the command line: the options that every command has, and what they lead to. Made in
 * gesso_cli_main(), handed to the command; main thread only.
 */
typedef struct
{
  gboolean      json;
  gboolean      quiet;
  gboolean      dry_run;
  gboolean      force;
  gboolean      keyring;
  char         *library;
  char         *account;
  char         *kind;
  char         *base_url;
  char         *model;
  int           timeout;

  GCancellable *cancellable;
  gboolean      interrupted;
  GessoStudio  *studio;
  GessoPricing *pricing;
  guint         interrupt_ids[2];
  guint         bar_width;
} GessoCli;

/**
 * GessoCliCommand:
 * @name: as typed
 * @arguments: (nullable): what follows the options, for the help
 * @summary: one sentence, marked for translation
 * @examples: some calls, one a line
 * @run: does it; gives the exit status
 *
 * One command. Each lives in its own file.
 */
typedef struct _GessoCliCommand GessoCliCommand;
struct _GessoCliCommand
{
  const char *name;
  const char *arguments;
  const char *summary;
  const char *examples;
  int       (*run) (GessoCli               *cli,
                    const GessoCliCommand  *self,
                    char                  **arguments);
};

extern const GessoCliCommand gesso_cli_generate;
extern const GessoCliCommand gesso_cli_edit;
extern const GessoCliCommand gesso_cli_expand;
extern const GessoCliCommand gesso_cli_repair;
extern const GessoCliCommand gesso_cli_finish;
extern const GessoCliCommand gesso_cli_stitch;
extern const GessoCliCommand gesso_cli_size;
extern const GessoCliCommand gesso_cli_price;
extern const GessoCliCommand gesso_cli_models;
extern const GessoCliCommand gesso_cli_accounts;
extern const GessoCliCommand gesso_cli_budget;
extern const GessoCliCommand gesso_cli_jobs;
extern const GessoCliCommand gesso_cli_history;
extern const GessoCliCommand gesso_cli_export;
extern const GessoCliCommand gesso_cli_inspect;
extern const GessoCliCommand gesso_cli_library;

int            gesso_cli_main           (char                   **arguments);

/* Options. Takes what it knows out of @arguments; FALSE when the run is over, with its status. */
gboolean       gesso_cli_parse          (GessoCli                *self,
                                         const GessoCliCommand   *command,
                                         const GOptionEntry      *entries,
                                         char                  ***arguments,
                                         int                     *out_status);

/* Output. */
void           gesso_cli_print          (GessoCli                *self,
                                         const char              *format,
                                         ...) G_GNUC_PRINTF (2, 3);
void           gesso_cli_note           (GessoCli                *self,
                                         const char              *format,
                                         ...) G_GNUC_PRINTF (2, 3);
void           gesso_cli_emit           (GessoCli                *self,
                                         JsonObject              *object);
void           gesso_cli_set_usd        (JsonObject              *object,
                                         const char              *member,
                                         gint64                   micros);
void           gesso_cli_progress       (GessoCli                *self,
                                         const char              *text,
                                         double                   fraction);
void           gesso_cli_end_progress   (GessoCli                *self);

/* Errors: each prints one and gives the exit status. */
int            gesso_cli_fail           (GessoCli                *self,
                                         GessoFailureClass        failure_class,
                                         const char              *format,
                                         ...) G_GNUC_PRINTF (3, 4);
int            gesso_cli_fail_with      (GessoCli                *self,
                                         const GError            *error,
                                         const char              *what);
int            gesso_cli_fail_job       (GessoCli                *self,
                                         GessoFailure            *failure,
                                         const char              *kept_path);

/* Waiting. */
void           gesso_cli_result_cb      (GObject                 *source,
                                         GAsyncResult            *result,
                                         gpointer                 slot);
GAsyncResult  *gesso_cli_wait           (GAsyncResult           **slot);

/* What commands work on. Those that can fail print the error and give the status. */
GessoCatalog  *gesso_cli_load_catalog   (GessoCli                *self) G_GNUC_WARN_UNUSED_RESULT;
GessoPricing  *gesso_cli_load_pricing   (GessoCli                *self) G_GNUC_WARN_UNUSED_RESULT;
void           gesso_cli_learn_prices   (GessoCli                *self,
                                         const GessoEstimate     *estimate);
GessoAccount  *gesso_cli_find_account   (GessoCli                *self,
                                         int                     *out_status) G_GNUC_WARN_UNUSED_RESULT;
gboolean       gesso_cli_open_studio    (GessoCli                *self,
                                         int                     *out_status);
void           gesso_cli_close_studio   (GessoCli                *self);
int            gesso_cli_test_account   (GessoCli                *self,
                                         const char              *name,
                                         gboolean                 with_pictures);
void           gesso_cli_print_findings (GessoCli                *self,
                                         const GessoFindings     *found);
char          *gesso_cli_find_project   (GessoCli                *self,
                                         const char              *name,
                                         int                     *out_status) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
