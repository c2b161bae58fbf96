;;; flow-sidecar.el --- Connection files of Adobe Experience Platform  -*- lexical-binding: t -*-

;; Version: 0.1.0
;; Package-Requires: ((emacs "28.1"))
;; Keywords: tools, languages

;;; Commentary:

;; Put this file along `load-path' and say (require 'flow-sidecar).  Files named *.connection.json then open in
;; `flow-sidecar-mode': Flymake shows what is wrong as you type, by the connection spec of the source.
;;
;;   M-x flow-sidecar-fix     C-c C-f   mend the problems of this line (with C-u: of the buffer)
;;   M-x flow-sidecar-create  C-c C-c   create the connection of this buffer
;;   M-x flow-sidecar-wait    C-c C-w   wait until it is enabled, with progress in the echo area
;;   M-x flow-sidecar-spec    C-c C-s   insert a template for a source
;;
;; `flow-sidecar-command' names the program and its arguments, such as ("flow-sidecar" "--simulate").  Credentials for
;; Experience Platform come from the AEP_* variables of the environment, or from --config FILE.  Secrets are never shown
;; in messages, and the traffic is not logged.

;;; Code:

(require 'flymake)
(require 'jsonrpc)
(require 'js)

(defgroup flow-sidecar nil "Connection files of Adobe Experience Platform." :group 'tools)

(defcustom flow-sidecar-command '("flow-sidecar")
  "The program and its arguments."
  :type '(repeat string))

(defvar flow-sidecar--connection nil "The one flow-sidecar for all buffers.")
(defvar flow-sidecar--tellers nil "An alist of progress tokens and functions of the text to tell.")
(defvar-local flow-sidecar--check 0 "The number of the last check of this buffer.")
(defvar-local flow-sidecar-connection-id nil "The id of the connection that was created from this buffer.")

;;;; The program

(defun flow-sidecar--connect ()
  "The running flow-sidecar, started if there is none."
  (unless (and flow-sidecar--connection (jsonrpc-running-p flow-sidecar--connection))
    (unless (executable-find (car flow-sidecar-command))
      (user-error "\"%s\" cannot be run; install it, or set `flow-sidecar-command'" (car flow-sidecar-command)))
    (setq flow-sidecar--tellers nil
          flow-sidecar--connection
          (make-instance
           'jsonrpc-process-connection
           :name "flow-sidecar"
           ;; What is sent holds secrets: nothing of it is kept.
           :events-buffer-scrollback-size 0
           :notification-dispatcher #'flow-sidecar--notified
           :process (lambda ()
                      (make-process
                       :name "flow-sidecar" :command flow-sidecar-command :connection-type 'pipe
                       :coding 'utf-8-emacs-unix :noquery t
                       :stderr (get-buffer-create " *flow-sidecar stderr*"))))))
  flow-sidecar--connection)

(defun flow-sidecar--notified (_connection method params)
  "Tell the progress in PARAMS, if METHOD is that."
  (when (eq method '$/progress)
    (when-let ((tell (alist-get (plist-get params :token) flow-sidecar--tellers nil nil #'equal)))
      (funcall tell (plist-get (plist-get params :value) :message)))))

(defun flow-sidecar--request (method params then &optional otherwise)
  "Send METHOD with PARAMS; call THEN with the result, or OTHERWISE with the words for an error."
  (let ((otherwise (or otherwise (lambda (words) (message "flow-sidecar: %s" words)))))
    (jsonrpc-async-request
     (flow-sidecar--connect) method params
     :success-fn then
     :error-fn (lambda (err)
                 (funcall otherwise
                          (if (eq (plist-get err :code) -1)
                              "the program has ended"
                            (string-trim (format "%s %s" (plist-get err :message)
                                                 (or (plist-get (plist-get err :data) :hint) ""))))))
     :timeout nil)))

;;;; Diagnostics

(defun flow-sidecar--place (position)
  "The place in this buffer of POSITION: a line and UTF-16 units, from zero."
  (save-excursion
    (save-restriction
      (widen)
      (goto-char (point-min))
      (forward-line (plist-get position :line))
      (let ((left (plist-get position :character)))
        (while (and (> left 0) (not (eolp)))
          (setq left (- left (if (> (char-after) #xFFFF) 2 1)))
          (forward-char)))
      (point))))

(defun flow-sidecar--diagnostic (problem type number)
  "A Flymake diagnostic of TYPE for PROBLEM, which keeps its NUMBER and the edits that mend it."
  (let* ((edits (or (append (plist-get problem :edits) nil)
                    (and (plist-get problem :edit) (list (plist-get problem :edit)))))
         (range (plist-get problem :range))
         (start (flow-sidecar--place (plist-get range :start)))
         (end (flow-sidecar--place (plist-get range :end))))
    (flymake-make-diagnostic (current-buffer) start (max end (min (1+ start) (point-max))) type
                             (plist-get problem :message) (and edits (cons number edits)))))

(defun flow-sidecar--validate (then otherwise)
  "Check this buffer; call THEN with the result, if the text is still the same, or OTHERWISE with words."
  (let ((buffer (current-buffer))
        (number (setq flow-sidecar--check (1+ flow-sidecar--check)))
        (tick (buffer-chars-modified-tick)))
    (flow-sidecar--request
     :connection.validate
     (list :text (save-restriction (widen) (buffer-substring-no-properties (point-min) (point-max))))
     (lambda (result)
       (when (buffer-live-p buffer)
         (with-current-buffer buffer
           (when (and (= number flow-sidecar--check) (= tick (buffer-chars-modified-tick)))
             (funcall then result)))))
     otherwise)))

(defun flow-sidecar-flymake (report &rest _)
  "A backend of Flymake: check this buffer and REPORT what is wrong."
  (flow-sidecar--validate
   (lambda (result)
     (let* ((errors (append (plist-get result :errors) nil)) (count (length errors)))
       (funcall report
                (seq-map-indexed
                 (lambda (it number) (flow-sidecar--diagnostic it (if (< number count) :error :warning) number))
                 (append errors (plist-get result :warnings) nil))
                :region (cons (point-min) (point-max)))))
   (lambda (words)
     (message "flow-sidecar: %s" words)
     (funcall report nil :explanation words))))

;;;; Commands

(defun flow-sidecar--precedes (a b)
  "Whether the position A is not behind the position B."
  (let ((line (plist-get a :line)) (other (plist-get b :line)))
    (or (< line other) (and (= line other) (<= (plist-get a :character) (plist-get b :character))))))

(defun flow-sidecar--free-p (edit taken)
  "Whether EDIT neither is one of those TAKEN nor meets one of them."
  (let ((range (plist-get edit :range)))
    (seq-every-p (lambda (it)
                   (let ((other (plist-get it :range)))
                     (and (not (equal it edit))
                          (or (flow-sidecar--precedes (plist-get other :end) (plist-get range :start))
                              (flow-sidecar--precedes (plist-get range :end) (plist-get other :start))))))
                 taken)))

(defun flow-sidecar--apply (edits)
  "Make those EDITS, none of which meets another; what is put in one place keeps its order."
  (let ((places (mapcar (lambda (edit)
                          (let ((range (plist-get edit :range)))
                            (list (copy-marker (flow-sidecar--place (plist-get range :start)))
                                  (copy-marker (flow-sidecar--place (plist-get range :end)))
                                  (plist-get edit :newText))))
                        edits)))
    (atomic-change-group
      (pcase-dolist (`(,start ,end ,text) (seq-sort-by (lambda (it) (marker-position (car it))) #'< places))
        (save-excursion
          (goto-char start)
          (delete-region start end)
          (insert-before-markers text))))))

(defun flow-sidecar-fix (&optional all)
  "Mend the problems of this line that can be mended; with ALL, those of the buffer."
  (interactive "P")
  (let ((mends (delq nil (mapcar #'flymake-diagnostic-data
                                 (if all (flymake-diagnostics)
                                   (flymake-diagnostics (line-beginning-position) (line-end-position))))))
        edits)
    (pcase-dolist (`(,_ . ,mend) (seq-sort-by #'car #'< mends))
      ;; Several edits belong together: all of them are made, or none.  Problems of one cause have the same mend.
      (when (seq-every-p (lambda (it) (flow-sidecar--free-p it edits)) mend)
        (setq edits (append edits mend))))
    (unless edits (user-error "There is nothing to mend here"))
    (flow-sidecar--apply edits)
    (flymake-start)))

(defun flow-sidecar-create ()
  "Create the connection of this buffer, unless something is wrong with it."
  (interactive)
  (let ((buffer (current-buffer)))
    (flow-sidecar--validate
     (lambda (result)
       (let ((errors (plist-get result :errors)))
         (if (eq (plist-get result :valid) :json-false)
             (message "flow-sidecar: %d problems, nothing was sent; the first: %s"
                      (length errors) (plist-get (elt errors 0) :message))
           (flow-sidecar--request
            :connection.create
            ;; Not property lists: an empty object would come out of one as null.
            (json-parse-string (buffer-substring-no-properties (point-min) (point-max))
                               :object-type 'hash-table :false-object :json-false :null-object nil)
            (lambda (created)
              (when (buffer-live-p buffer)
                (with-current-buffer buffer (setq flow-sidecar-connection-id (plist-get created :id))))
              (message "flow-sidecar: created %s" (plist-get created :id)))))))
     nil)))

(defun flow-sidecar-wait (id)
  "Wait until the connection ID is enabled, by default the one that was created from this buffer."
  (interactive (list (read-string "Wait for the connection: " flow-sidecar-connection-id)))
  (when (member id '(nil "")) (user-error "Wait for which id?  None was created from this buffer"))
  (flow-sidecar--connect)
  (let ((token (format "%s" (gensym "wait-"))))
    (push (cons token (lambda (words) (let (message-log-max) (message "flow-sidecar: %s" words))))
          flow-sidecar--tellers)
    (flow-sidecar--request
     :connection.waitEnabled (list :id id :_meta (list :progressToken token))
     (lambda (result) (message "flow-sidecar: %s is %s" id (plist-get result :state))))))

(defun flow-sidecar--names (method params list)
  "The names of the items in the LIST of what METHOD answers to PARAMS."
  (mapcar (lambda (it) (plist-get it :name))
          (plist-get (jsonrpc-request (flow-sidecar--connect) method params :timeout 10) list)))

(defun flow-sidecar--value (param)
  "The text of a value for PARAM to begin with."
  (if (plist-member param :default)
      (let ((value (plist-get param :default)))
        (json-serialize value :false-object :json-false :null-object nil))
    (pcase (seq-first (plist-get param :types))
      ("string" "\"\"") ("boolean" "false") ((or "integer" "number") "0") ("array" "[]") ("object" "{}") (_ "null"))))

(defun flow-sidecar--template (spec kind)
  "The text of a connection for SPEC with credentials of that KIND, or the first that is not deprecated."
  (let* ((kinds (plist-get spec :authSpecs))
         (auth (or (seq-find (lambda (it) (if kind (equal (plist-get it :name) kind)
                                            (not (plist-get it :deprecated))))
                             kinds)
                   (and (> (length kinds) 0) (elt kinds 0)))))
    (concat
     "{\n  \"name\": \"\",\n"
     (when auth
       (format "  \"auth\": {\n    \"specName\": %s,\n    \"params\": {\n%s\n    }\n  },\n"
               (json-serialize (plist-get auth :name))
               (mapconcat (lambda (param)
                            (format "      %s: %s" (json-serialize (plist-get param :name)) (flow-sidecar--value param)))
                          (seq-filter (lambda (it) (eq (plist-get it :required) t)) (plist-get auth :params))
                          ",\n")))
     (format "  \"connectionSpec\": { \"id\": \"%s\", \"version\": \"%s\" }\n}\n"
             (plist-get spec :id) (or (plist-get spec :version) "1.0")))))

(defun flow-sidecar-spec (name &optional kind)
  "Insert a template for the source NAME, with credentials of that KIND."
  (interactive
   (let* ((name (completing-read "Source: " (flow-sidecar--names :connectionSpec.list nil :items) nil t))
          (kinds (flow-sidecar--names :connectionSpec.get (list :name name) :authSpecs)))
     (list name (and (cdr kinds) (completing-read "Credentials: " kinds nil t nil nil)))))
  (when (equal kind "") (setq kind nil))
  (insert (flow-sidecar--template
           (jsonrpc-request (flow-sidecar--connect) :connectionSpec.get (list :name name) :timeout 10) kind)))

;;;; The mode

(defvar flow-sidecar-mode-map
  (let ((map (make-sparse-keymap)))
    (define-key map (kbd "C-c C-f") #'flow-sidecar-fix)
    (define-key map (kbd "C-c C-c") #'flow-sidecar-create)
    (define-key map (kbd "C-c C-w") #'flow-sidecar-wait)
    (define-key map (kbd "C-c C-s") #'flow-sidecar-spec)
    map))

;;;###autoload
(define-derived-mode flow-sidecar-mode js-mode "Connection"
  "A connection file: JSON, checked by the connection spec of its source."
  (setq-local js-indent-level 2)
  (setq-local flymake-diagnostic-functions (list #'flow-sidecar-flymake))
  (flymake-mode 1))

;;;###autoload
(add-to-list 'auto-mode-alist '("\\.connection\\.json\\'" . flow-sidecar-mode))

(provide 'flow-sidecar)
;;; flow-sidecar.el ends here
