;;; plugin-emacs.el --- Drives clients/emacs as a user would  -*- lexical-binding: t -*-

;; emacs -Q --batch -l plugin-emacs.el, with SIDECAR, PLUGIN and FILE (a *.connection.json with two mistakes behind an
;; emoji) set.  Prints what the tests expect and leaves with 0.

(add-to-list 'load-path (getenv "PLUGIN"))
(require 'flow-sidecar)

(defvar driver-messages nil)
;; In two parts: this file is in a buffer too.
(defvar driver-secret (concat "can" "ary"))
(advice-add 'message :before
            (lambda (&optional form &rest arguments)
              (when form (push (apply #'format form arguments) driver-messages))))

(defun driver-wait (what condition)
  (let ((end (+ (float-time) 30)))
    (while (not (funcall condition))
      (when (> (float-time) end)
        (error "%s: %S %S" what (mapcar #'flymake-diagnostic-text (flymake-diagnostics)) driver-messages))
      (accept-process-output nil 0.02))))

(defun driver-message (pattern)
  (let (found)
    (driver-wait pattern (lambda ()
                           (setq found (seq-some (lambda (it) (and (string-match pattern it) (match-string 0 it)))
                                                 driver-messages))))
    found))

(defun driver-problems (count)
  (flymake-start)
  (driver-wait (format "%d problems" count) (lambda () (= (length (flymake-diagnostics)) count)))
  (sort (flymake-diagnostics)
        (lambda (a b) (< (flymake-diagnostic-beg a) (flymake-diagnostic-beg b)))))

(let ((program (list (getenv "SIDECAR") "--simulate" "--simulate-enable-ms" "400"))
      (inhibit-message t))
  (setq flow-sidecar-command program)
  (find-file (getenv "FILE"))
  (princ (format "mode %s\n" major-mode))
  (dolist (it (driver-problems 2))
    (let ((start (flymake-diagnostic-beg it)))
      (princ (format "problem %d:%d %s\n" (line-number-at-pos start)
                     (1+ (- start (save-excursion (goto-char start) (line-beginning-position))))
                     (buffer-substring start (flymake-diagnostic-end it))))))
  ;; As it is typed: a bracket goes, and comes back.
  (goto-char (point-max))
  (search-backward "}")
  (delete-char 1)
  (flymake-start)
  (driver-wait "syntax" (lambda () (seq-some (lambda (it) (string-match "not closed" (flymake-diagnostic-text it)))
                                             (flymake-diagnostics))))
  (insert "}")
  (driver-problems 2)
  ;; Nothing is sent while something is wrong.
  (flow-sidecar-create)
  (princ (format "refused %s\n" (driver-message "2 problems, nothing was sent")))
  (flow-sidecar-fix t)
  (driver-problems 0)
  (goto-char (point-min))
  (search-forward "environmentUrl")
  (princ (format "mended %s %s\n"
                 (string-trim (buffer-substring (line-beginning-position) (line-end-position)))
                 (progn (forward-line) (string-trim (buffer-substring (point) (line-end-position))))))
  (flow-sidecar-create)
  (driver-message "created [-0-9a-f]+")
  (flow-sidecar-wait flow-sidecar-connection-id)
  (driver-message "initializing")
  (princ (format "waited %s\n" (car (last (split-string (driver-message (concat flow-sidecar-connection-id
                                                                                   " is [a-z]+")))))))
  ;; A program that dies is told, and so is one that is not there; the next command starts another.
  (flow-sidecar-wait "00000000-0000-4000-8000-000000000000")
  (driver-message "does not know it")
  (dolist (process (process-list))
    (when (string-prefix-p "flow-sidecar" (process-name process)) (ignore-errors (signal-process process 'KILL))))
  (princ (format "died %s\n" (driver-message "the program has ended")))
  (setq flow-sidecar-command '("/no/such/flow-sidecar"))
  (condition-case err (flow-sidecar-create)
    (user-error (princ (format "missing %s\n" (cadr err)))))
  (setq flow-sidecar-command program)

  (find-file "new.connection.json")
  (flow-sidecar-spec "salesforce")
  (goto-char (point-min))
  (princ (format "template %s\n" (and (re-search-forward "\"specName\": \"\\(.*\\)\"") (match-string 1))))
  (pcase-dolist (`(,param . ,value) '(("name" . "Acme") ("environmentUrl" . "https://acme.my.salesforce.com")
                                      ("clientId" . "x") ("clientSecret" . "y") ("apiVersion" . "60.0")))
    (goto-char (point-min))
    (re-search-forward (format "\"%s\": \"" param))
    (insert value))
  (driver-problems 0)
  (setq driver-messages nil)
  (flow-sidecar-create)
  (princ (format "filled %s\n" (substring (driver-message "created [-0-9a-f]+") 0 7)))
  (princ (format "names %s\n" (and (member "salesforce" (flow-sidecar--names :connectionSpec.list nil :items)) t)))
  ;; Mends of several edits, and several problems with one mend.
  (find-file "several.connection.json")
  (insert "{\n  'name': 'a',\n  \"auth\": {\"specName\": \"OAuth2 Client Credential\", \"params\": {}},\n"
          "  \"connectionSpec\": {\"id\": \"cfc0fee1-7dc0-40ef-b73e-d8b134c436f5\", \"version\": \"1.0\"}\n")
  (flymake-start)
  (driver-wait "several" (lambda () (> (length (flymake-diagnostics)) 4)))
  (flow-sidecar-fix t)
  (let ((several (json-parse-string (buffer-string) :object-type 'alist)))
    (princ (format "several %s %d\n" (alist-get 'name several)
                   (length (alist-get 'params (alist-get 'auth several))))))
  (when (seq-some (lambda (it) (string-match driver-secret it)) driver-messages) (error "A secret is told"))
  ;; The traffic, which has secrets in it, is in no buffer.
  (dolist (buffer (buffer-list))
    (unless (buffer-file-name buffer)
      (with-current-buffer buffer
        ;; Emacs goes on reading this file where point is.
        (save-excursion
          (goto-char (point-min))
          (when (search-forward driver-secret nil t) (error "A secret is in %s" buffer)))))))
