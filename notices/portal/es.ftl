### Textos del portal, en español, en nivel B1. Cada clave está también en los otros archivos de esta carpeta.

## Todas las páginas

skip = Ir al texto
brand = · sus publicaciones y la IA
nav = Páginas
nav-me = Mis decisiones
nav-sign-in = Iniciar sesión
nav-sign-out = Cerrar sesión
nav-without-account = No tengo cuenta
nav-look-up = Buscar una oposición
nav-verify = Comprobar un justificante
nav-language = Idioma
footer-contact = El responsable del tratamiento es { $name }. Escriba a { $contact }.
footer-officer = Delegado de protección de datos: { $officer }.
footer-complain = ¿No está conforme con nuestra respuesta? Puede presentar una reclamación ante la autoridad de control ({ $authority }) y puede acudir a los tribunales. Otra persona puede hacerlo por usted.

title-home = Qué ocurre con sus publicaciones
title-sign-in = Iniciar sesión
title-link-sent = Mire su correo
title-link = Iniciar sesión
title-me = Mis decisiones
title-receipt = Su justificante
title-without-account = Oponerse sin cuenta
title-look-up = Buscar una oposición
title-verify = Comprobar un justificante
title-refused = No ha funcionado
title-languages = Idiomas
languages-head = Idiomas
languages-text = Elija el idioma de estas páginas. El inglés y el neerlandés los hemos escrito nosotros. Los demás idiomas los ha traducido un programa, y ninguna persona que los hable ha revisado todavía cada palabra. Si un texto no está claro, vale el texto en inglés.

month-1 = enero
month-2 = febrero
month-3 = marzo
month-4 = abril
month-5 = mayo
month-6 = junio
month-7 = julio
month-8 = agosto
month-9 = septiembre
month-10 = octubre
month-11 = noviembre
month-12 = diciembre
date = { $day } de { $month } de { $year }

## Qué ocurre con las publicaciones

home-head = Qué ocurre con sus publicaciones en { $controller }
home-lead = En esta página puede leer para qué se usan sus publicaciones. Puede decir que no. No tiene que explicar por qué.
right-head = Tiene derecho a oponerse
right-text = Siempre puede oponerse al uso de sus publicaciones. No tiene que dar ningún motivo ni enviar ningún documento. Después de iniciar sesión, basta con un clic. Su oposición vale desde el momento en que la recibimos.
right-object = Oponerme
right-without-account = Oponerme sin cuenta
uses-head = Para qué se usan sus publicaciones
what = Qué ocurre
why = Por qué
since = Desde el
basis = Base jurídica
basis-A6-1-a = Su consentimiento, artículo 6.1.a) del RGPD. Sin su sí, no se hace.
basis-A6-1-b = Un contrato con usted, artículo 6.1.b) del RGPD.
basis-A6-1-c = Una obligación legal, artículo 6.1.c) del RGPD.
basis-A6-1-d = Para proteger una vida, artículo 6.1.d) del RGPD.
basis-A6-1-e = Una misión de interés público, artículo 6.1.e) del RGPD.
basis-A6-1-f = Nuestro propio interés legítimo, artículo 6.1.f) del RGPD. Puede oponerse.
basis-none = No hay ninguna base jurídica fijada, así que no se hace.
does-head = Qué hace una oposición
does-now = Desde el momento en que la recibimos, sus publicaciones no se eligen para nada nuevo.
does-corpus = La próxima vez que empecemos un entrenamiento, sus publicaciones quedan fuera.
does-others = Lo que otras personas citan de sus publicaciones, lo quitamos de las publicaciones de esas personas.
does-not-head = Qué no hace una oposición
does-not-model = Un modelo que ya ha aprendido no olvida por sí solo. Si quiere que olvide, pídanos que suprimamos sus datos.
does-not-remove = Sus publicaciones siguen en la plataforma. Solo usted o la plataforma pueden quitarlas de allí.
rights-head = Sus otros derechos
rights-text = Después de iniciar sesión también puede ver y descargar sus datos, pedirnos que los suprimamos, pedirnos una pausa o decirnos que no son correctos.
rights-clock = Respondemos en el plazo de un mes. Si necesitamos más tiempo, se lo decimos dentro de ese mes y le explicamos el motivo.

## Iniciar sesión

sign-in-head = Iniciar sesión
sign-in-text = Escriba la dirección de correo electrónico de su cuenta. Le enviamos un enlace. No necesita contraseña.
sign-in-address = Dirección de correo electrónico
sign-in-send = Enviarme un enlace
sign-in-none = ¿No tiene cuenta aquí?
sign-in-again = Para este paso le pedimos que inicie sesión otra vez. Así nadie más puede hacerlo en su nombre.
sign-in-letter = O con un enlace por correo electrónico
sign-in-oidc = Iniciar sesión con su organización
link-sent-head = Mire su correo
link-sent-text = Si conocemos esta dirección, hay un enlace en camino. Vale durante { $minutes ->
    [one] un minuto
   *[other] { $minutes } minutos
} y solo una vez.
link-sent-none = ¿No llega ningún correo? Entonces quizá no conocemos esta dirección. De todos modos puede oponerse:
link-head = Iniciar sesión
link-text = Con un clic inicia sesión. Este enlace vale solo una vez.
link-button = Iniciar sesión ahora
letter-subject = Su enlace para iniciar sesión
letter-text =
    Buenos días:

    Ha pedido un enlace para iniciar sesión en { $controller }. Aquí lo tiene:

    { $link }

    Vale durante { $minutes ->
        [one] un minuto
       *[other] { $minutes } minutos
    } y solo una vez.
    ¿No lo ha pedido? Entonces puede borrar este correo.

## El aviso que se envía

notice-subject = Qué quiere hacer { $controller } con sus publicaciones
notice-hello = Buenos días:
notice-lead = { $controller } quiere usar lo que usted ha publicado. Por favor, lea qué ocurre.
notice-use = { $name }: { $what }
notice-why = Por qué: { $why }
notice-basis = Base jurídica: { $basis }
notice-start = No empieza antes del { $date }.
notice-object = Tiene derecho a oponerse, sin dar ningún motivo. Inicie sesión aquí y basta con un clic:
notice-consent = Sin su sí, no se hace. Puede responder aquí:
notice-rights = En la misma página puede ver y descargar sus datos, pedirnos que los suprimamos o los rectifiquemos, o pedirnos una pausa.

## Mis decisiones

me-head = Mis decisiones
me-done = Lo hemos registrado. Vale desde ahora.
me-done-receipt = Su justificante
me-object-text = Con un clic puede oponerse a cualquier uso de todas sus publicaciones. No tiene que decir por qué.
me-object-all = Oponerme a cualquier uso
me-objects-all = Usted se opone a cualquier uso de sus publicaciones. No las usamos.
me-objections = Mis oposiciones
me-state = Estado
me-receipt = justificante { $index }
me-withdraw-objection = Retirar esta oposición
every-purpose = Cualquier uso
scope-person = todas mis publicaciones
scope-account = una cuenta
scope-items = algunas publicaciones
objection-received = Recibida. Ya vale. Todavía le daremos una respuesta.
objection-accepted = Aceptada. No usamos estas publicaciones.
objection-rejected_compelling = Rechazada. Le hemos dicho por qué. Puede presentar una reclamación y puede acudir a los tribunales.
objection-withdrawn = Usted la ha retirado.
me-consent = Su respuesta:
consent-given = sí
consent-renewed = sí
consent-withdrawn = no, ha retirado su sí
consent-refused = no
me-objected = Usted se opone a este uso. No usamos sus publicaciones para esto.
me-consent-ask = ¿Lo permite?
me-not-asked = Ha dicho que no. No se lo preguntaremos otra vez antes del
me-changed-mind = He cambiado de opinión
me-yes = Sí, lo permito
me-no = No, no lo permito
me-withdraw-consent = Retirar mi sí
me-object-one = Oponerme a este uso
me-less = Oponerme solo para una parte de mis publicaciones
me-less-text = También puede oponerse para una sola cuenta o solo para algunas publicaciones.
me-less-account = Oponerme para la cuenta { $account }
me-less-items = Los números de las publicaciones, uno por línea
me-less-items-button = Oponerme para estas publicaciones
me-rights = Mis otros derechos
me-data = Descargar mis datos
me-erase = Pedir que se supriman mis datos
me-restrict = Pedir una pausa
me-contest = Decir que mis datos no son correctos
me-rectify = Pedir que se rectifiquen mis datos
me-rectify-text = ¿Qué no es correcto y qué es lo correcto?
me-restricted = Hemos puesto en pausa el uso de sus datos, como nos pidió.
me-contested = Nos ha dicho que sus datos no son correctos. Ponemos su uso en pausa mientras lo comprobamos.
erasure-received = Nos ha pedido que suprimamos sus datos. Ya no usamos sus publicaciones.
erasure-granted = Suprimimos sus datos, o ya lo hemos hecho.
erasure-refused = No hemos suprimido sus datos. Le hemos dicho por qué. Puede presentar una reclamación y puede acudir a los tribunales.
me-events = Todo lo que hemos registrado sobre usted
me-no-events = Todavía nada.

## Mis publicaciones

nav-posts = Mis publicaciones
title-me-posts = Qué ha ocurrido con mis publicaciones
posts-head = Qué ha ocurrido con mis publicaciones
posts-text = Para cada publicación puede leer qué se ha decidido y según qué regla. El archivo que puede descargar lo contiene todo.
posts-count = { $count ->
    [0] No conocemos ninguna publicación suya.
    [one] Conocemos una publicación suya.
   *[other] Conocemos { $count } publicaciones suyas.
}
posts-used = { $count ->
    [0] No se usa ninguna.
    [one] Se usa una.
   *[other] Se usan { $count }.
}
posts-refused = { $count ->
    [0] Ninguna queda fuera.
    [one] Una queda fuera.
   *[other] { $count } quedan fuera.
}
posts-more = Aquí están las { $count } más recientes. El archivo que puede descargar las contiene todas.
posts-none = Todavía no hay nada que mostrar.
posts-number = Número de la publicación
posts-because = Por qué
posts-cure = Qué lo cambiaría:
posts-changed = Quitado
posts-corpus = En la colección
posts-model = Leída por el modelo
use-used = Usada
use-used_in_part = Usada, sin lo que trata de otras personas
use-held = No usada: primero tiene que mirarla una persona
use-refused = No usada
use-undecided = Todavía sin decidir
transform-MASK_IDENTIFIER = números y direcciones de otras personas
transform-REDACT_SPAN = lo que trata de otras personas
transform-REMOVE_CHILD = lo que trata de menores

## Justificantes

object-button = Oponerme
receipt-head = Su justificante
receipt-text = Guarde este justificante. Prueba qué dijo usted y cuándo. Nadie puede cambiarlo después, y nosotros tampoco.
receipt-act = Qué se dijo
receipt-at = Recibido el
receipt-purpose = Sobre
receipt-reference = Referencia
receipt-due = Respondemos como muy tarde el
receipt-index = Número en el registro
receipt-root = Huella digital del registro
receipt-log = Nombre del registro
receipt-download = Descargar el justificante
receipt-keep = Con la referencia puede buscar su oposición. Mostramos esta página solo durante una hora. Por eso, apunte la referencia o descargue el justificante.

## Sin cuenta

without-head = Oponerse sin cuenta
without-text = Otras personas pueden escribir sobre usted o mostrarle. También puede oponerse a eso. No necesita cuenta ni tiene que dar ningún motivo. Rellene al menos un campo, con tres letras o más.
without-wrong = Rellene al menos un campo, con tres letras o más y 200 como máximo.
without-name = Su nombre, como lo escriben otras personas
without-name-why = Buscamos este nombre en textos. No lo usamos para nada más.
without-handle = Un nombre que usa en internet
without-handle-why = Sin la @ delante.
without-link = Un enlace a una publicación o imagen donde aparece usted
without-link-why = Solo si tiene uno.
without-after = En la página siguiente recibe un justificante.

## Buscar

look-up-head = Buscar una oposición
look-up-text = ¿Se ha opuesto sin cuenta? Escriba la referencia de su justificante. Aquí nadie puede buscar un nombre.
look-up-reference = Referencia
look-up-button = Buscar
look-up-stands = Esta oposición sigue en pie. Es válida.
look-up-none = No hay ninguna oposición sin cuenta con esta referencia. Quizá se ha retirado, o la referencia no es correcta.
look-up-account = ¿Tiene cuenta? Inicie sesión para ver sus oposiciones.

## Comprobar un justificante

verify-head = Comprobar un justificante
verify-text = Elija el archivo de su justificante o pegue su texto. Comprobamos si es auténtico y no ha cambiado. No lo guardamos.
verify-file = El archivo
verify-paste = O el texto del archivo
verify-button = Comprobar
verify-good = El justificante es auténtico
verify-bad = Este justificante no es válido
verify-bad-why = Por qué:
verify-erased = El texto se ha suprimido. Solo queda la prueba de que aquí había algo.
verify-alone-head = Comprobarlo sin nosotros
verify-alone-text = Hay una página que comprueba un justificante en su propio dispositivo. No envía nada. Guárdela y funcionará también sin internet.
verify-alone-open = Abrir la página que funciona sin nosotros
verify-alone-save = Todo ocurre en su dispositivo. No se envía nada. Guarde esta página para usarla sin internet.
verify-alone-key = Clave pública del registro
verify-alone-none = Primero elija un archivo o pegue el texto.
verify-alone-cannot = Este navegador no puede hacer la comprobación. Use el programa «grondslag verify».
verify-offline = No tiene que creernos. Cualquier persona puede comprobar el justificante en su propio ordenador, sin nosotros, con el programa «grondslag verify» y esta clave pública:

## Cuando algo no funciona

refused-home = Ir a la primera página
refused-bad-facts = Los datos no están completos
refused-bad-facts-do = Corríjalos y envíelos otra vez.
refused-bad-request = Falta algo en el formulario
refused-bad-request-do = Vuelva atrás, revise el formulario y envíelo otra vez. No se ha registrado nada.
refused-bad-stamp = Este formulario es demasiado antiguo
refused-bad-stamp-do = Abra la página otra vez y rellene allí el formulario. No se ha registrado nada.
refused-not-lawful = El modelo no puede responder ahora
refused-not-lawful-do = La ley no lo permite en este momento. La respuesta dice qué lo cambiaría.
refused-not-admitted = No se ha podido iniciar sesión
refused-not-admitted-do = Inténtelo otra vez o pregunte a quien gestiona las cuentas. No se ha registrado nada.
refused-changed = Ha cambiado desde que lo vio
refused-changed-do = Abra la página otra vez y mire qué muestra ahora. No se ha registrado nada.
refused-bad-link = Este enlace ya no vale
refused-bad-link-do = Un enlace vale una vez y durante poco tiempo. Pida uno nuevo.
refused-not-signed-in = No ha iniciado sesión
refused-not-signed-in-do = Inicie sesión e inténtelo otra vez. No se ha registrado nada.
refused-not-found = Aquí no hay nada
refused-not-found-do = Revise la dirección o vaya a la primera página.
refused-not-allowed = Esto no se puede hacer aquí
refused-not-allowed-do = Vaya a la primera página e inténtelo desde allí.
refused-too-slow = Ha tardado demasiado
refused-too-slow-do = Inténtelo otra vez. No se ha registrado nada.
refused-too-large = Es demasiado grande
refused-too-large-do = Un justificante es un archivo pequeño. Elija otro.
refused-wrong-type = No podemos leer esto
refused-wrong-type-do = Envíe el formulario desde la página.
refused-too-often = Han sido demasiadas veces
refused-too-often-do = Espere un minuto e inténtelo otra vez. No se ha registrado nada.
refused-unavailable = No funciona en este momento
refused-unavailable-do = No se ha registrado nada. Inténtelo otra vez en un minuto.

## Lo que se puede decir

act-accuracy_contested = Nos dijo que sus datos no son correctos
act-accuracy_settled = Hemos aclarado si sus datos son correctos
act-consent_given = Dijo que sí
act-consent_refused = Dijo que no
act-consent_withdrawn = Retiró su sí
act-erasure_granted = Aceptamos suprimir sus datos
act-erasure_refused = No aceptamos suprimir sus datos
act-erasure_requested = Nos pidió que suprimiéramos sus datos
act-forgotten = Un modelo le ha olvidado
act-notice_delivered = Le enviamos un aviso
act-notice_failed = Un aviso no le llegó
act-objection = Usted se opuso
act-objection_accepted = Aceptamos su oposición
act-objection_rejected = Rechazamos su oposición
act-objection_resolved = Hemos averiguado que una oposición es suya
act-objection_withdrawn = Retiró su oposición
act-restriction_lifted = La pausa ha terminado
act-restriction_requested = Nos pidió una pausa
act-assessment_approved = Se aprobó una evaluación
act-corpus_purged = Se limpió una colección
act-corpus_sealed = Se cerró una colección
act-erased = Se suprimió algo
act-model_trained = Se entrenó un modelo
act-order = Una autoridad dio una orden
act-order_lifted = Una orden ya no está en vigor
act-purpose_registered = Se registró un uso
act-run_started = Empezó una ejecución
act-run_stopped = Se detuvo una ejecución
act-access_requested = Preguntó qué datos tenemos sobre usted
act-accounts_linked = Hemos sabido que unas cuentas son suyas
act-accounts_unlinked = Hemos sabido que unas cuentas no son suyas
act-assessment_withdrawn = Una evaluación ya no es válida
act-breach_notified = Se informó a alguien de una fuga de datos
act-breach_recorded = Se registró una fuga de datos
act-complaint_closed = Se cerró una reclamación
act-complaint_received = Se recibió una reclamación
act-establishment_set = Se fijó qué autoridad es la principal
act-findings_reviewed = Una persona miró una publicación suya, porque un programa no estaba seguro
act-notice_published = Se publicó un aviso
act-notice_seen = Usted miró un aviso
act-notice_sent = Se le envió un aviso
act-order_appealed = Alguien recurrió una orden ante los tribunales
act-order_task_done = Se hizo algo que pide una orden
act-portability_requested = Pidió sus datos para llevárselos
act-purpose_ended = Se puso fin a un uso
act-recipient_acknowledged = Un destinatario cumplió su decisión
act-recipient_notified = Informamos a un destinatario de su decisión
act-rectification_made = Rectificamos lo que nos pidió
act-rectification_requested = Nos pidió que rectificáramos algo
act-report_delivered = Una autoridad recibió un informe
act-request_extended = Le dijimos que necesitamos más tiempo
act-request_replied = Respondimos a su solicitud
act-staff_acted = Una persona de nuestro personal hizo algo
