; What the Windows installer registers beyond its defaults: Counterfoil is offered under "Open with"
; for .xml (its default program is left alone) and for links of its own scheme. What the system hands
; over stands after `--`, so that a link cannot carry a switch.

!macro customInstall
  WriteRegStr SHELL_CONTEXT "Software\Classes\Counterfoil.PaymentFile" "" "Payment file"
  WriteRegStr SHELL_CONTEXT "Software\Classes\Counterfoil.PaymentFile\DefaultIcon" "" "$appExe,0"
  WriteRegStr SHELL_CONTEXT "Software\Classes\Counterfoil.PaymentFile\shell\open\command" "" '"$appExe" -- "%1"'
  WriteRegStr SHELL_CONTEXT "Software\Classes\.xml\OpenWithProgids" "Counterfoil.PaymentFile" ""
  WriteRegStr SHELL_CONTEXT "Software\Classes\counterfoil" "" "URL:Counterfoil"
  WriteRegStr SHELL_CONTEXT "Software\Classes\counterfoil" "URL Protocol" ""
  WriteRegStr SHELL_CONTEXT "Software\Classes\counterfoil\DefaultIcon" "" "$appExe,0"
  WriteRegStr SHELL_CONTEXT "Software\Classes\counterfoil\shell\open\command" "" '"$appExe" -- "%1"'
!macroend

!macro customUnInstall
  DeleteRegValue SHELL_CONTEXT "Software\Classes\.xml\OpenWithProgids" "Counterfoil.PaymentFile"
  DeleteRegKey SHELL_CONTEXT "Software\Classes\Counterfoil.PaymentFile"
  DeleteRegKey SHELL_CONTEXT "Software\Classes\counterfoil"
!macroend
