/// Canonical composition (NFC) of a letter and a mark, for Latin and Cyrillic letters and Hangul syllables: what names and addresses
/// from file systems and phones come decomposed in. Derived from the canonical decompositions of Unicode 15.
enum Composition {
  /// The one scalar that is canonically equal to `base` followed by `mark`, if there is one.
  static func compose(_ base: UInt32, _ mark: UInt32) -> UInt32? {
    if mark >= 0x300, mark <= 0x345 { return table[UInt64(base) << 32 | UInt64(mark)] }
    // Hangul: leading consonant + vowel, then + trailing consonant.
    if base >= 0x1100, base < 0x1113, mark >= 0x1161, mark < 0x1176 {
      return 0xAC00 + ((base - 0x1100) * 21 + (mark - 0x1161)) * 28
    }
    if base >= 0xAC00, base < 0xD7A4, (base - 0xAC00) % 28 == 0, mark >= 0x11A8, mark < 0x11C3 { return base + mark - 0x11A7 }
    return nil
  }

  private static let table: [UInt64: UInt32] = {
    var table: [UInt64: UInt32] = [:]
    for line in pairs.split(separator: "\n") {
      let parts = line.split(separator: " ")
      guard parts.count == 2, let mark = UInt64(parts[0], radix: 16) else { continue }
      var base: UInt32?
      for scalar in parts[1].unicodeScalars {
        if let known = base {
          table[UInt64(known) << 32 | mark] = scalar.value
          base = nil
        } else {
          base = scalar.value
        }
      }
    }
    return table
  }()

  /// A line a mark: its code, then letter and composed letter in turn.
  private static let pairs = """
    300 AÀEÈIÌOÒUÙaàeèiìoòuùÜǛüǜNǸnǹЕЀИЍеѐиѝĒḔēḕŌṐōṑWẀwẁÂẦâầĂẰăằÊỀêềÔỒôồƠỜơờƯỪưừYỲyỳ
    301 AÁEÉIÍOÓUÚYÝaáeéiíoóuúyýCĆcćLĹlĺNŃnńRŔrŕSŚsśZŹzźÜǗüǘGǴgǵÅǺåǻÆǼæǽØǾøǿ¨΅ГЃКЌгѓкќÇḈçḉĒḖēḗÏḮïḯKḰkḱMḾmḿÕṌ
    301 õṍŌṒōṓPṔpṕŨṸũṹWẂwẃÂẤâấĂẮăắÊẾêếÔỐôốƠỚơớƯỨưứ
    302 AÂEÊIÎOÔUÛaâeêiîoôuûCĈcĉGĜgĝHĤhĥJĴjĵSŜsŝWŴwŵYŶyŷZẐzẑẠẬạậẸỆẹệỌỘọộ
    303 AÃNÑOÕaãnñoõIĨiĩUŨuũVṼvṽÂẪâẫĂẴăẵEẼeẽÊỄêễÔỖôỗƠỠơỡƯỮưữYỸyỹ
    304 AĀaāEĒeēIĪiīOŌoōUŪuūÜǕüǖÄǞäǟȦǠȧǡÆǢæǣǪǬǫǭÖȪöȫÕȬõȭȮȰȯȱYȲyȳИӢиӣУӮуӯGḠgḡḶḸḷḹṚṜṛṝ
    306 AĂaăEĔeĕGĞgğIĬiĭOŎoŏUŬuŭУЎИЙийуўЖӁжӂАӐаӑЕӖеӗȨḜȩḝẠẶạặ
    307 CĊcċEĖeėGĠgġIİZŻzżAȦaȧOȮoȯBḂbḃDḊdḋFḞfḟHḢhḣMṀmṁNṄnṅPṖpṗRṘrṙSṠsṡŚṤśṥŠṦšṧṢṨṣṩTṪtṫWẆwẇXẊxẋYẎyẏſẛ
    308 AÄEËIÏOÖUÜaäeëiïoöuüyÿYŸЕЁІЇеёіїАӒаӓӘӚәӛЖӜжӝЗӞзӟИӤиӥОӦоӧӨӪөӫЭӬэӭУӰуӱЧӴчӵЫӸыӹHḦhḧÕṎõṏŪṺūṻWẄwẅXẌxẍtẗ
    309 AẢaảÂẨâẩĂẲăẳEẺeẻÊỂêểIỈiỉOỎoỏÔỔôổƠỞơởUỦuủƯỬưửYỶyỷ
    30a AÅaåUŮuůwẘyẙ
    30b OŐoőUŰuűУӲуӳ
    30c CČcčDĎdďEĚeěLĽlľNŇnňRŘrřSŠsšTŤtťZŽzžAǍaǎIǏiǐOǑoǒUǓuǔÜǙüǚGǦgǧKǨkǩƷǮʒǯjǰHȞhȟ
    30f AȀaȁEȄeȅIȈiȉOȌoȍRȐrȑUȔuȕѴѶѵѷ
    311 AȂaȃEȆeȇIȊiȋOȎoȏRȒrȓUȖuȗ
    31b OƠoơUƯuư
    323 BḄbḅDḌdḍHḤhḥKḲkḳLḶlḷMṂmṃNṆnṇRṚrṛSṢsṣTṬtṭVṾvṿWẈwẉZẒzẓAẠaạEẸeẹIỊiịOỌoọƠỢơợUỤuụƯỰưựYỴyỵ
    324 UṲuṳ
    325 AḀaḁ
    326 SȘsșTȚtț
    327 CÇcçGĢgģKĶkķLĻlļNŅnņRŖrŗSŞsşTŢtţEȨeȩDḐdḑHḨhḩ
    328 AĄaąEĘeęIĮiįUŲuųOǪoǫ
    32d DḒdḓEḘeḙLḼlḽNṊnṋTṰtṱUṶuṷ
    32e HḪhḫ
    330 EḚeḛIḬiḭUṴuṵ
    331 BḆbḇDḎdḏKḴkḵLḺlḻNṈnṉRṞrṟTṮtṯZẔzẕhẖ
    """
}
