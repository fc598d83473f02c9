/// The recordings that are not replayed, each with its reason. A recording that is in neither this list nor the replay fails.
enum LeftOut {
  static let reasons: [(reason: String, ids: [String])] = [
    (
      "API v2, which the console does not speak",
      [
        "02v7-v2-keyset-nested-filter", "02v8-v2-keyset-nested-plus-extra", "02v9-v2-or-filters-ignored",
        "04l12-v2-put-client-lock", "04l13-v2-patch", "04l3-post-client-name-series-v2", "04l4-post-client-name-series-v2-dup",
        "04l6-post-client-name-hash-v2", "08a-v2-list-default", "08b-v2-list-params", "08b2-v2-list-v1-params",
        "08b3-v2-list-limit0",
        "08b4-v2-list-star", "08b5-v2-list-forbidden-field", "08b6-v2-list-unknown-field", "08c-v2-get", "08c2-v2-get-404",
        "08c3-v2-get-403", "08c4-v2-401", "08d-v2-post", "08e-v2-put", "08e2-v2-put-validation", "08f-v2-delete",
        "08f2-v2-delete-again", "08g-v2-count", "08h-v2-meta", "08i-v2-method-ping", "08i2-v2-method", "08i3-v2-doctype-method",
        "08j-v2-unknown-route", "08k-v2-copy", "10i5-server-500-v2",
      ]
    ),
    (
      "sessions and cookies, which the console never has",
      [
        "01q-session-login", "01r-session-login-bad", "13d-guest-cookie-plus-token",
        "13d2-admin-session-cookie-plus-dispatcher-token",
        "13d3-stale-sid-plus-token", "13d4-stale-sid-no-token",
      ]
    ),
    (
      "methods that the console does not call: it writes documents one by one, through resources",
      [
        "02r-reportview-get", "02s-reportview-get-count", "04i-client-save-full", "04i2-client-save-stale",
        "04i3-client-save-partial-no-modified", "04i4-client-save-partial-with-modified", "04j-bulk-update",
        "04j2-bulk-update-list",
        "04j3-desk-bulk-update", "04l9-post-name-insert-method", "04l10-insert-many-one-bad", "04l11-insert-many-201",
        "05d-restore-deleted", "05d2-restored-doc", "05i-delete-batch-list", "06a-add-comment", "06b-assign-to", "06b2-add-tag",
        "06b3-like", "06c-getdoc-with-docinfo", "06d3-version-via-docinfo", "06f-client-get-modified",
        "13f-upload-file", "01zb-boot-like-desk",
        "25a-bulk-update-db-error-in-the-middle", "25c-desk-bulk-update-db-error", "25d-insert-many-one-bad-date",
      ]
    ),
    (
      "doctypes of Frappe's own, which the console does not read",
      [
        "00-create-doctype-via-rest", "05b-deleted-document-as-dispatcher", "05b2-deleted-document-as-manager",
        "05b3-deleted-document-full", "05b4-deleted-document-data-list", "05e4-deleted-doc-for-rename", "05e6-comment-on-rename",
        "05h-deleted-document-as-dispatcher-after-grant", "05h2-deleted-document-as-manager-after-grant",

        "06d2-version-as-manager", "09a-meta-docType-resource-dispatcher", "09a2-meta-docType-resource-manager",
        "09e-custom-field-list",
      ]
    ),
    (
      "submitted documents: no doctype of the console is submittable",
      [
        "05f-submit-via-put-docstatus", "05f2-update-after-submit", "05f3-delete-submitted", "05f4-cancel",
        "05f5-update-cancelled",
        "05f6-put-docstatus-back-0", "05f7-list-includes-cancelled",
      ]
    ),
    (
      "columns that Frappe adds once something is commented, assigned, tagged or liked",
      [
        "06a2-list-comments-col", "06b4-list-optional-cols", "06b5-list-optional-cols2", "06b6-getdoc-optional-cols",
        "20n3-optional-col-missing",
      ]
    ),
    (
      "queries that the console does not send",
      [
        "02n-list-child-dotted", "02n2-list-child-tab-notation", "02o-list-link-dotted", "02p-list-expand", "02u17-debug-param",
        "02u18-debug-param-manager", "03a3-get-doc-expand-links", "07g3-get-with-json-body", "23g2-fn-now", "23g7-fn-timestamp",
        "06e-put-child-row-resource", "02j2-list-start-alias", "02j3-list-offset-alias", "09d-getdoctype-cached-ts",
      ]
    ),
    (
      "what stands before Frappe and is not part of the site: nginx, host names, CORS, HEAD, cookies, compression",
      [
        "01x-unknown-site-host-header", "07a-headers-token-request", "07b-gzip-asked", "07d-options-cors", "07d2-cors-get",
        "07e-head",
        "07h2-huge-body-30MB", "07i-expect-100", "10b-nginx-headers", "10c-nginx-trailing-slash-301",
        "10c2-nginx-html-suffix-301",
        "10d-nginx-long-url", "10d2-nginx-very-long-url-414", "10e-nginx-413", "10h-nginx-502", "10h2-nginx-502-json-accept",
      ]
    ),
    (
      "one request of several that only mean something together; FaultTests has late commits whole",
      ["06h-late-commit-missed", "27a-late-commit-missed", "27b-put-behind-committing-txn"]
    ),
    (
      "a setting of the server that leaves tracebacks out, which the site does not have",
      [
        "10j-traceback-disabled-500", "10j2-traceback-disabled-417", "10j3-traceback-disabled-409",
        "10j4-traceback-disabled-stale",
        "10j5-traceback-disabled-baddate", "10j6-traceback-disabled-mandatory", "34-bad-date-traceback-off-cold",
        "34-dup-name-traceback-off-cold", "34-garbage-list-traceback-off-cold", "34-unique-traceback-off-cold",
      ]
    ),
    (
      "scripts, doctypes and fields that the recorder made for one question",
      [
        "10i-server-500-traceback", "10i2-server-throw-417", "10i3-server-500-html", "10i4-server-script-now-tz",
        "28a-unique-violation-ext_ref", "28b-unique-violation-ext_late", "30c-autoinc-get-bad-name", "30e-autoinc-like",
        "30f-autoinc-in-mixed",
      ]
    ),
    (
      "permissions for single documents, which the site does not have",
      [
        "13a-user-permission-list", "13a2-user-permission-get-hidden", "13a3-user-permission-put-hidden",
        "13a4-user-permission-assign-out",
      ]
    ),
    (
      "measurements and races, not exchanges; the races have tests of their own",
      [
        "11-throughput", "11b-latency-min", "12-realtime-redis-events", "26-races", "29-keepalive-dropped", "31-latency",
        "32-sync-convergence", "35-offset-paging-ties",
      ]
    ),
  ]

  static let all = Set(reasons.flatMap(\.ids))
}
