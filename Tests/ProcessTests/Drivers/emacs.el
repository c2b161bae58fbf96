;;; emacs.el --- jsonrpc.el as a client  -*- lexical-binding: t -*-

;; emacs -Q --batch -l emacs.el, with SIDECAR and BODY set.  Prints what the tests expect on standard output and leaves
;; with 0; anything else is a failure.

(require 'jsonrpc)

(let* ((client (make-instance
                'jsonrpc-process-connection
                :name "sidecar"
                :process (lambda ()
                           (make-process
                            :name "sidecar" :command (list (getenv "SIDECAR") "--simulate")
                            :connection-type 'pipe :coding 'utf-8-emacs-unix :noquery t
                            :stderr (get-buffer-create "*sidecar errors*")))))
       (body (lambda () (json-parse-string (getenv "BODY") :object-type 'plist)))
       (call (lambda (method params) (jsonrpc-request client method params :timeout 30))))
  ;; Emacs sends params null here, and reads an empty object as nil.
  (princ (format "ping %S\n" (funcall call :ping nil)))
  (princ (format "valid %S\n" (plist-get (funcall call :connection.validate (funcall body)) :valid)))
  (let* ((id (plist-get (funcall call :connection.create (funcall body)) :id))
         (state (plist-get (funcall call :connection.waitEnabled (list :id id)) :state)))
    (princ (format "%s %s\n" state id)))
  ;; An error arrives as a Lisp error with its code.
  (condition-case failure
      (funcall call :connection.get (list :id "00000000-0000-4000-8000-000000000000"))
    (jsonrpc-error (princ (format "error %S\n" (alist-get 'jsonrpc-error-code (cddr failure))))))
  (jsonrpc-request client :shutdown nil :timeout 30)
  (jsonrpc-notify client :exit nil)
  (jsonrpc-shutdown client))
