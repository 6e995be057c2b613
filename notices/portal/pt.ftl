### Textos do portal, em português europeu, no nível B1. Cada chave está também nos outros ficheiros desta pasta.

## Todas as páginas

skip = Ir para o texto
brand = · as suas publicações e a IA
nav = Páginas
nav-me = As minhas escolhas
nav-sign-in = Iniciar sessão
nav-sign-out = Terminar sessão
nav-without-account = Não tenho conta
nav-look-up = Procurar uma oposição
nav-verify = Verificar um comprovativo
nav-language = Língua
footer-contact = O responsável pelo tratamento é { $name }. Escreva para { $contact }.
footer-officer = Encarregado da proteção de dados: { $officer }.
footer-complain = Não concorda com a nossa resposta? Pode apresentar uma reclamação à autoridade de controlo ({ $authority }) e pode recorrer ao tribunal. Outra pessoa pode fazê-lo por si.

title-home = O que acontece às suas publicações
title-sign-in = Iniciar sessão
title-link-sent = Veja o seu email
title-link = Iniciar sessão
title-me = As minhas escolhas
title-receipt = O seu comprovativo
title-without-account = Opor-se sem conta
title-look-up = Procurar uma oposição
title-verify = Verificar um comprovativo
title-refused = Não funcionou
title-languages = Línguas
languages-head = Línguas
languages-text = Escolha a língua destas páginas. Os textos em inglês e em neerlandês foram escritos por nós. As outras línguas foram traduzidas por um programa, e ainda ninguém que as fale verificou cada palavra. Se um texto não for claro, vale o texto em inglês.

month-1 = janeiro
month-2 = fevereiro
month-3 = março
month-4 = abril
month-5 = maio
month-6 = junho
month-7 = julho
month-8 = agosto
month-9 = setembro
month-10 = outubro
month-11 = novembro
month-12 = dezembro
date = { $day } de { $month } de { $year }

## O que acontece às publicações

home-head = O que { $controller } faz com as suas publicações
home-lead = Nesta página pode ler para que são usadas as suas publicações. Pode dizer que não. Não tem de explicar porquê.
right-head = Tem o direito de se opor
right-text = Pode sempre opor-se à utilização das suas publicações. Não tem de dar um motivo nem de enviar um documento. Depois de iniciar sessão, basta um clique. A oposição vale a partir do momento em que a recebemos.
right-object = Opor-me
right-without-account = Opor-me sem conta
uses-head = Para que são usadas as suas publicações
what = O que acontece
why = Porquê
since = Desde
basis = Fundamento jurídico
basis-A6-1-a = O seu consentimento, artigo 6.º, n.º 1, alínea a), do RGPD. Sem o seu sim, não acontece.
basis-A6-1-b = Um contrato consigo, artigo 6.º, n.º 1, alínea b), do RGPD.
basis-A6-1-c = Uma obrigação jurídica, artigo 6.º, n.º 1, alínea c), do RGPD.
basis-A6-1-d = Para proteger uma vida, artigo 6.º, n.º 1, alínea d), do RGPD.
basis-A6-1-e = Uma função de interesse público, artigo 6.º, n.º 1, alínea e), do RGPD.
basis-A6-1-f = O nosso próprio interesse legítimo, artigo 6.º, n.º 1, alínea f), do RGPD. Pode opor-se.
basis-none = Não está definido nenhum fundamento jurídico, por isso não acontece.
does-head = O que faz uma oposição
does-now = A partir do momento em que a recebemos, já não escolhemos as suas publicações para nada de novo.
does-corpus = Da próxima vez que começarmos um treino, as suas publicações ficam de fora.
does-others = O que outras pessoas citam das suas publicações é retirado das publicações delas.
does-not-head = O que uma oposição não faz
does-not-model = Um modelo que já aprendeu não esquece por si só. Se quiser que esqueça, peça-nos que apaguemos os seus dados.
does-not-remove = As suas publicações continuam na plataforma. Lá, só podem ser retiradas por si ou pela plataforma.
rights-head = Os seus outros direitos
rights-text = Depois de iniciar sessão, também pode ver e descarregar os seus dados, pedir-nos que os apaguemos, pedir-nos uma pausa ou dizer-nos que não estão corretos.
rights-clock = Respondemos no prazo de um mês. Se precisarmos de mais tempo, dizemos-lhe isso dentro desse mês e explicamos o motivo.

## Iniciar sessão

sign-in-head = Iniciar sessão
sign-in-text = Escreva o endereço de email da sua conta. Enviamos-lhe uma ligação. Não precisa de palavra-passe.
sign-in-address = Endereço de email
sign-in-send = Enviar-me uma ligação
sign-in-none = Não tem conta aqui?
sign-in-again = Para este passo, pedimos-lhe que inicie sessão outra vez. Assim, mais ninguém o pode fazer em seu nome.
sign-in-letter = Ou com uma ligação por email
sign-in-oidc = Iniciar sessão com a sua organização
link-sent-head = Veja o seu email
link-sent-text = Se conhecermos este endereço, há uma ligação a caminho. Funciona durante { $minutes ->
    [one] um minuto
   *[other] { $minutes } minutos
} e só uma vez.
link-sent-none = Não recebeu nenhum email? Então talvez não conheçamos este endereço. Mesmo assim, pode opor-se:
link-head = Iniciar sessão
link-text = Basta um clique para iniciar sessão. Esta ligação só funciona uma vez.
link-button = Iniciar sessão agora
letter-subject = A sua ligação para iniciar sessão
letter-text =
    Bom dia,

    Pediu uma ligação para iniciar sessão em { $controller }. Aqui está:

    { $link }

    Funciona durante { $minutes ->
        [one] um minuto
       *[other] { $minutes } minutos
    } e só uma vez.
    Não a pediu? Então pode apagar este email.

## O aviso que é enviado

notice-subject = O que { $controller } quer fazer com as suas publicações
notice-hello = Bom dia,
notice-lead = { $controller } quer usar o que publicou. Leia, por favor, o que acontece.
notice-use = { $name }: { $what }
notice-why = Porquê: { $why }
notice-basis = Fundamento jurídico: { $basis }
notice-start = Não começa antes de { $date }.
notice-object = Tem o direito de se opor, sem dar um motivo. Inicie sessão aqui e basta um clique:
notice-consent = Sem o seu sim, não acontece. Pode responder aqui:
notice-rights = Na mesma página pode ver e descarregar os seus dados, pedir-nos que os apaguemos ou retifiquemos, ou pedir-nos uma pausa.

## As minhas escolhas

me-head = As minhas escolhas
me-done = Ficou registado. Vale a partir de agora.
me-done-receipt = O seu comprovativo
me-object-text = Com um clique, pode opor-se a qualquer utilização de todas as suas publicações. Não tem de dizer porquê.
me-object-all = Opor-me a qualquer utilização
me-objects-all = Opôs-se a qualquer utilização das suas publicações. Não as usamos.
me-objections = As minhas oposições
me-state = Estado
me-receipt = comprovativo { $index }
me-withdraw-objection = Retirar esta oposição
every-purpose = Qualquer utilização
scope-person = todas as minhas publicações
scope-account = uma conta
scope-items = algumas publicações
objection-received = Recebida. Já vale. Ainda vai receber uma resposta.
objection-accepted = Aceite. Não usamos estas publicações.
objection-rejected_compelling = Recusada. Dissemos-lhe porquê. Pode apresentar uma reclamação e pode recorrer ao tribunal.
objection-withdrawn = Retirou-a.
me-consent = A sua resposta:
consent-given = sim
consent-renewed = sim
consent-withdrawn = não, retirou o seu sim
consent-refused = não
me-objected = Opôs-se a esta utilização. Não usamos as suas publicações para isto.
me-consent-ask = Permite isto?
me-not-asked = Disse que não. Não lhe voltamos a perguntar antes de
me-changed-mind = Mudei de ideias
me-yes = Sim, permito
me-no = Não, não permito
me-withdraw-consent = Retirar o meu sim
me-object-one = Opor-me a esta utilização
me-less = Opor-me só para uma parte das minhas publicações
me-less-text = Também pode opor-se só para uma conta ou só para algumas publicações.
me-less-account = Opor-me para a conta { $account }
me-less-items = Os números das publicações, um por linha
me-less-items-button = Opor-me para estas publicações
me-rights = Os meus outros direitos
me-data = Descarregar os meus dados
me-erase = Pedir que apaguem os meus dados
me-restrict = Pedir uma pausa
me-contest = Dizer que os meus dados não estão corretos
me-rectify = Pedir que retifiquem os meus dados
me-rectify-text = O que está errado e o que está certo?
me-restricted = Pusemos em pausa a utilização dos seus dados, como pediu.
me-contested = Disse que os seus dados não estão corretos. Pomos a utilização deles em pausa enquanto verificamos.
erasure-received = Pediu-nos que apagássemos os seus dados. Já não usamos as suas publicações.
erasure-granted = Vamos apagar os seus dados, ou já o fizemos.
erasure-refused = Não apagámos os seus dados. Dissemos-lhe porquê. Pode apresentar uma reclamação e pode recorrer ao tribunal.
me-events = Tudo o que registámos sobre si
me-no-events = Ainda nada.

## As minhas publicações

nav-posts = As minhas publicações
title-me-posts = O que aconteceu às minhas publicações
posts-head = O que aconteceu às minhas publicações
posts-text = Para cada publicação, pode ler o que foi decidido e segundo que regra. O ficheiro para descarregar contém tudo.
posts-count = { $count ->
    [0] Não conhecemos nenhuma publicação sua.
    [one] Conhecemos uma publicação sua.
   *[other] Conhecemos { $count } publicações suas.
}
posts-used = { $count ->
    [0] Nenhuma é usada.
    [one] Uma é usada.
   *[other] { $count } são usadas.
}
posts-refused = { $count ->
    [0] Nenhuma fica de fora.
    [one] Uma fica de fora.
   *[other] { $count } ficam de fora.
}
posts-more = Aqui estão as { $count } mais recentes. O ficheiro para descarregar contém todas.
posts-none = Ainda não há nada para mostrar.
posts-number = Número da publicação
posts-because = Porquê
posts-cure = O que mudaria isso:
posts-changed = Retirado
posts-corpus = Na coleção
posts-model = Lida pelo modelo
use-used = Usada
use-used_in_part = Usada, sem o que diz respeito a outras pessoas
use-held = Não usada: primeiro, uma pessoa tem de a ver
use-refused = Não usada
use-undecided = Ainda não decidido
transform-MASK_IDENTIFIER = números e endereços de outras pessoas
transform-REDACT_SPAN = o que diz respeito a outras pessoas
transform-REMOVE_CHILD = o que diz respeito a crianças

## Comprovativos

object-button = Opor-me
receipt-head = O seu comprovativo
receipt-text = Guarde este comprovativo. Ele prova o que disse e quando. Ninguém o pode alterar mais tarde, nem nós.
receipt-act = O que foi dito
receipt-at = Recebido em
receipt-purpose = Sobre
receipt-reference = Referência
receipt-due = Respondemos até ao dia
receipt-index = Número no registo
receipt-root = Impressão digital do registo
receipt-log = Nome do registo
receipt-download = Descarregar o comprovativo
receipt-keep = Com a referência, pode procurar a sua oposição. Só mostramos esta página durante uma hora. Por isso, anote a referência ou descarregue o comprovativo.

## Sem conta

without-head = Opor-se sem conta
without-text = Outras pessoas podem escrever sobre si ou mostrar a sua imagem. Também pode opor-se a isso. Não precisa de conta e não tem de dar um motivo. Preencha pelo menos um campo, com três letras ou mais.
without-wrong = Preencha pelo menos um campo, com três letras ou mais e no máximo 200.
without-name = O seu nome, como outras pessoas o escrevem
without-name-why = Procuramos este nome em textos. Não o usamos para mais nada.
without-handle = Um nome que usa na internet
without-handle-why = Sem o @ à frente.
without-link = Uma ligação para uma publicação ou imagem em que aparece
without-link-why = Só se tiver uma.
without-after = Na página seguinte, recebe um comprovativo.

## Procurar

look-up-head = Procurar uma oposição
look-up-text = Opôs-se sem conta? Escreva a referência do seu comprovativo. Aqui, ninguém pode procurar um nome.
look-up-reference = Referência
look-up-button = Procurar
look-up-stands = Esta oposição existe. É válida.
look-up-none = Não existe nenhuma oposição sem conta com esta referência. Talvez tenha sido retirada, ou a referência esteja errada.
look-up-account = Tem conta? Inicie sessão para ver as suas oposições.

## Verificar um comprovativo

verify-head = Verificar um comprovativo
verify-text = Escolha o ficheiro do seu comprovativo ou cole o texto dele. Verificamos se é autêntico e não foi alterado. Não o guardamos.
verify-file = O ficheiro
verify-paste = Ou o texto do ficheiro
verify-button = Verificar
verify-good = O comprovativo é autêntico
verify-bad = Este comprovativo não é válido
verify-bad-why = Porquê:
verify-erased = O texto foi apagado. Só resta a prova de que aqui havia alguma coisa.
verify-alone-head = Verificar sem nós
verify-alone-text = Há uma página que verifica um comprovativo no seu próprio dispositivo. Não envia nada. Guarde-a, e funciona também sem internet.
verify-alone-open = Abrir a página que funciona sem nós
verify-alone-save = Tudo acontece no seu dispositivo. Nada é enviado. Guarde esta página para a usar sem internet.
verify-alone-key = Chave pública do registo
verify-alone-none = Primeiro, escolha um ficheiro ou cole o texto.
verify-alone-cannot = Este navegador não consegue fazer a verificação. Use o programa «grondslag verify».
verify-offline = Não tem de acreditar em nós. Qualquer pessoa pode verificar o comprovativo no seu próprio computador, sem nós, com o programa «grondslag verify» e esta chave pública:

## Quando alguma coisa não funciona

refused-home = Ir para a primeira página
refused-bad-facts = Os dados não estão completos
refused-bad-facts-do = Corrija-os e envie-os outra vez.
refused-bad-request = Falta alguma coisa no formulário
refused-bad-request-do = Volte atrás, veja o formulário e envie-o outra vez. Nada foi registado.
refused-bad-stamp = Este formulário é demasiado antigo
refused-bad-stamp-do = Abra a página outra vez e preencha lá o formulário. Nada foi registado.
refused-not-lawful = O modelo não pode responder agora
refused-not-lawful-do = A lei não o permite neste momento. A resposta diz o que mudaria isso.
refused-not-admitted = Não foi possível iniciar sessão
refused-not-admitted-do = Tente outra vez ou pergunte a quem gere as contas. Nada foi registado.
refused-changed = Mudou desde que o viu
refused-changed-do = Abra a página outra vez e veja o que mostra agora. Nada foi registado.
refused-bad-link = Esta ligação já não funciona
refused-bad-link-do = Uma ligação funciona só uma vez e durante pouco tempo. Peça uma nova.
refused-not-signed-in = Não tem sessão iniciada
refused-not-signed-in-do = Inicie sessão e tente outra vez. Nada foi registado.
refused-not-found = Aqui não há nada
refused-not-found-do = Verifique o endereço ou vá para a primeira página.
refused-not-allowed = Isto não funciona aqui
refused-not-allowed-do = Vá para a primeira página e tente a partir daí.
refused-too-slow = Demorou demasiado tempo
refused-too-slow-do = Tente outra vez. Nada foi registado.
refused-too-large = É demasiado grande
refused-too-large-do = Um comprovativo é um ficheiro pequeno. Escolha outro.
refused-wrong-type = Não conseguimos ler isto
refused-wrong-type-do = Envie o formulário a partir da página.
refused-too-often = Foram demasiadas vezes
refused-too-often-do = Espere um minuto e tente outra vez. Nada foi registado.
refused-unavailable = Não funciona neste momento
refused-unavailable-do = Nada foi registado. Tente outra vez daqui a um minuto.

## O que se pode dizer

act-accuracy_contested = Disse que os seus dados não estão corretos
act-accuracy_settled = Esclarecemos se os seus dados estão corretos
act-consent_given = Disse que sim
act-consent_refused = Disse que não
act-consent_withdrawn = Retirou o seu sim
act-erasure_granted = Aceitámos apagar os seus dados
act-erasure_refused = Não aceitámos apagar os seus dados
act-erasure_requested = Pediu-nos que apagássemos os seus dados
act-forgotten = Um modelo esqueceu os seus dados
act-notice_delivered = Enviámos-lhe um aviso
act-notice_failed = Um aviso não lhe chegou
act-objection = Opôs-se
act-objection_accepted = Aceitámos a sua oposição
act-objection_rejected = Recusámos a sua oposição
act-objection_resolved = Descobrimos que uma oposição é sua
act-objection_withdrawn = Retirou a sua oposição
act-restriction_lifted = A pausa terminou
act-restriction_requested = Pediu-nos uma pausa
act-assessment_approved = Foi aprovada uma avaliação
act-corpus_purged = Foi limpa uma coleção
act-corpus_sealed = Foi fechada uma coleção
act-erased = Foi apagada alguma coisa
act-model_trained = Foi treinado um modelo
act-order = Uma autoridade deu uma ordem
act-order_lifted = Uma ordem deixou de valer
act-purpose_registered = Foi registada uma utilização
act-run_started = Começou uma execução
act-run_stopped = Parou uma execução
act-access_requested = Perguntou que dados temos sobre si
act-accounts_linked = Ficámos a saber que há contas que são suas
act-accounts_unlinked = Ficámos a saber que há contas que não são suas
act-assessment_withdrawn = Uma avaliação já não é válida
act-breach_notified = Alguém foi informado de uma fuga de dados
act-breach_recorded = Foi registada uma fuga de dados
act-complaint_closed = Foi encerrada uma reclamação
act-complaint_received = Foi recebida uma reclamação
act-establishment_set = Foi definida a autoridade principal
act-findings_reviewed = Alguém viu uma publicação sua, porque um programa não tinha a certeza
act-notice_published = Foi publicado um aviso
act-notice_seen = Viu um aviso
act-notice_sent = Foi-lhe enviado um aviso
act-order_appealed = Alguém recorreu ao tribunal contra uma ordem
act-order_task_done = Foi feita uma coisa que uma ordem pede
act-portability_requested = Pediu os seus dados para os levar consigo
act-purpose_ended = Uma utilização terminou
act-recipient_acknowledged = Um destinatário seguiu a sua escolha
act-recipient_notified = Informámos um destinatário da sua escolha
act-rectification_made = Retificámos o que pediu
act-rectification_requested = Pediu-nos que retificássemos alguma coisa
act-report_delivered = Uma autoridade recebeu um relatório
act-request_extended = Dissemos-lhe que precisamos de mais tempo
act-request_replied = Respondemos ao seu pedido
act-staff_acted = Uma pessoa da nossa equipa fez alguma coisa
