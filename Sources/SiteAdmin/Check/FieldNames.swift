import Domain

/// What sites call the console's documents, fields and values, in both languages: what `site check` compares a site's own names with.
enum FieldNames {
  static func doctypes(_ kind: DocumentKind) -> [String] {
    switch kind {
    case .job:
      [
        "Dispatch Job", "Job", "Work Order", "Service Call", "Maintenance Visit", "Bon de travail", "Bon", "Ordre de travail",
        "Intervention", "Appel de service",
      ]
    case .technician: ["Dispatch Technician", "Technician", "Field Technician", "Employee", "Technicien", "Employé", "Ressource"]
    case .leave: ["Dispatch Leave", "Leave", "Leave Application", "Absence", "Congé"]
    case .tag: ["Dispatch Tag", "Tag", "Skill", "Étiquette", "Compétence"]
    case .serviceLocation:
      ["Service Location", "Service Address", "Site", "Lieu de service", "Adresse de service", "Emplacement"]
    case .equipment: ["Service Equipment", "Equipment", "Serial No", "Modem", "Équipement", "Appareil"]
    case .subscription: ["Service Subscription", "Subscription", "Abonnement", "Forfait"]
    }
  }

  /// The console's own name first.
  static func fields(_ kind: DocumentKind, _ name: String) -> [String] {
    [name] + (others[kind.rawValue + "." + name] ?? others[name] ?? [])
  }

  private static let others: [String: [String]] = [
    "subject": ["title", "summary", "sujet", "objet", "titre"], "job_type": ["type", "work type", "type de bon", "type travail"],
    "status": ["state", "workflow state", "statut", "état"], "priority": ["urgency", "priorité", "urgence"],
    "customer": ["client", "account", "code client"], "customer_name": ["client name", "nom client", "nom du client"],
    "customer_phone": ["phone", "mobile", "contact phone", "téléphone", "téléphone client", "cellulaire"],
    "sms_opt_out": ["no sms", "sans texto", "refuse textos", "pas de texto"],
    "service_location": ["location", "service address", "site", "lieu", "lieu de service", "emplacement"],
    "address": ["full address", "service address", "adresse", "adresse de service"], "latitude": ["lat", "gps lat"],
    "longitude": ["lon", "lng", "gps lon"],
    "second_location": ["destination", "new location", "second lieu", "nouveau lieu", "nouvelle adresse"],
    "window_start": ["time window start", "from time", "début plage", "plage début", "début de plage"],
    "window_end": ["time window end", "to time", "fin plage", "plage fin", "fin de plage"],
    "scheduled_start": [
      "start", "starts on", "planned start", "scheduled on", "début", "début prévu", "date prévue", "heure prévue",
    ],
    "duration_minutes": ["duration", "expected duration", "durée", "durée minutes", "durée prévue"],
    "technician": ["assigned to", "assigned technician", "employee", "technicien", "assigné à", "technicien assigné"],
    "sequence": ["order", "position", "rang", "ordre", "séquence"],
    "actual_start": ["started at", "début réel", "heure début réelle", "arrivée"],
    "actual_end": ["completed at", "finished at", "fin réelle", "heure fin réelle", "départ"],
    "resolution": ["resolution details", "work done", "résolution", "travail effectué"],
    "status_reason": ["reason", "cancel reason", "raison", "motif", "raison statut"],
    "notes": ["description", "remarks", "remarques", "note"], "subscription": ["plan", "abonnement", "forfait"],
    "equipment": ["serial no", "device", "modem", "équipement", "appareil"],
    "tags": ["skills", "required skills", "étiquettes", "compétences"], "crew": ["team", "helpers", "équipe", "équipiers"],
    "client_request_id": ["request id", "external id", "identifiant requête", "id requête"],
    "full_name": ["name", "employee name", "technician name", "nom", "nom complet"],
    "resource_type": ["type", "type ressource", "type de ressource"], "active": ["enabled", "is active", "actif", "en service"],
    "color": ["colour", "couleur"], "phone": ["mobile", "cell number", "téléphone", "cellulaire"],
    "email": ["mail", "company email", "courriel"], "user": ["user id", "utilisateur"],
    "shift_start": ["start time", "début quart", "quart début"], "shift_end": ["end time", "fin quart", "quart fin"],
    "home_address": ["home base", "start address", "adresse départ", "point de départ", "adresse domicile"],
    "home_latitude": ["home lat", "start latitude", "latitude départ", "latitude domicile"],
    "home_longitude": ["home lon", "start longitude", "longitude départ", "longitude domicile"],
    "traccar_device": ["gps device", "device id", "appareil gps", "traceur", "appareil traccar"],
    "from_datetime": ["from", "from date", "start", "du", "début"], "to_datetime": ["to", "to date", "end", "au", "fin"],
    "reason": ["description", "motif", "raison"], "tag_name": ["tag", "name", "skill name", "étiquette", "nom"],
    "city": ["town", "municipality", "ville", "municipalité"], "postal_code": ["zip", "pincode", "code postal"],
    "splitter": ["optical splitter", "coupleur", "coupleur optique"],
    "serial": ["serial number", "serial no", "numéro de série", "série", "no série"],
    "equipment_type": ["type", "model", "type équipement", "modèle"], "mac": ["mac address", "adresse mac"],
    "plan": ["service plan", "forfait"], "subscription.status": ["state", "statut", "état"],
    "tag": ["skill", "étiquette", "compétence"], "resource": ["technician", "employee", "ressource", "technicien"],
    "role": ["function", "rôle", "fonction"],
  ]

  /// By the console's field and value, the site's words for it.
  static func values(_ kind: DocumentKind, _ field: String, _ value: String) -> [String] {
    [value] + (words[field + "." + value] ?? words[value] ?? [])
  }

  private static let words: [String: [String]] = [
    "Open": ["New", "To Do", "Ouvert", "Nouveau", "À faire"], "Planned": ["Scheduled", "Assigned", "Planifié", "Assigné"],
    "Published": ["Released", "Confirmed", "Publié", "Confirmé"],
    "En Route": ["Travelling", "On the way", "En route", "En chemin"],
    "On Site": ["In Progress", "Arrived", "Sur place", "En cours"], "Paused": ["On Hold", "En pause", "Suspendu"],
    "Done": ["Completed", "Closed", "Terminé", "Complété", "Fermé"],
    "To Reschedule": ["Reschedule", "Postponed", "À reporter", "Reporté", "À replanifier"],
    "Customer Absent": ["No Show", "Client absent", "Absent"], "Cancelled": ["Canceled", "Annulé"],
    "P1": ["Urgent", "Critical", "Urgente", "Critique"], "P2": ["High", "Haute", "Élevée"],
    "P3": ["Medium", "Normal", "Moyenne", "Normale"], "P4": ["Low", "Basse", "Faible"],
    "Technician": ["Employee", "Technicien", "Personne"], "Material": ["Equipment", "Vehicle", "Matériel", "Véhicule"],
    "Assistant": ["Helper", "Aide", "Aide-technicien"], "Active": ["Actif"], "Suspended": ["Suspendu"],
    "status.Suspended": ["Suspendu"],
  ]

  /// The console's words of a Select; empty where it takes any.
  static func knownValues(_ kind: DocumentKind, _ field: String) -> [String] {
    switch (kind, field) {
    case (.job, "status"): JobStatus.allCases.map(\.rawValue)
    case (.job, "priority"): ["P1", "P2", "P3", "P4"]
    case (.technician, "resource_type"): ["Technician", "Material"]
    case (.subscription, "status"): ["Active", "Suspended", "Cancelled"]
    default: []
    }
  }
}
