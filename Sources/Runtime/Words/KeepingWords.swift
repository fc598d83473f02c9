import Console

/// What is said while a console stands by its site.
extension Words {
  var hubWantsToken: String {
    say(
      "Le hub refuse le jeton : le site est relevé toutes les 20 s. Corrigez hub_token (« credentials » ou credential_command), puis F5.",
      "The hub refuses the token: the site is polled every 20 s. Correct hub_token (“credentials” or credential_command), then F5."
    )
  }

  func hubRefuses(_ status: Int) -> String {
    say(
      "Le hub ne donne pas d’événements (HTTP \(status)) : le site est relevé toutes les 20 s. Vérifiez hub.url.",
      "The hub gives no events (HTTP \(status)): the site is polled every 20 s. Check hub.url.")
  }

  var otherUsersKey: String {
    say(
      "Cette clé est d’un autre utilisateur : relancez la console pour travailler sous son nom. Vos modifications restent en file.",
      "This key is another user’s: start the console again to work under that name. Your edits stay queued.")
  }

  /// The embedded site is of a day that has gone.
  func sampleIsOf(_ day: String) -> String {
    say(
      "La semaine d’exemple date du \(day) et garde vos modifications ; « gigafibre-dispatch embedded-site reset » les oublie et en sème une d’aujourd’hui.",
      "The sample week is of \(day) and keeps your edits; “gigafibre-dispatch embedded-site reset” forgets them and seeds one of today."
    )
  }
}
