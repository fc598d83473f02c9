/// The width of every Unicode scalar, as run lengths: `Z` not drawn (wcwidth 0 or -1), `N` one column, `W` two, each followed by
/// the length of the run in base 36. The values are those of wcwidth in glibc 2.36 (Unicode 15), which ncurses goes by.
struct WidthTable: Sendable {
  /// For each block of 256 scalars, which of `blocks` holds its widths.
  private let pages: [UInt8]
  private let blocks: [UInt8]

  static let shared = WidthTable()

  func columns(of scalar: UInt32) -> Int {
    Int(blocks[Int(pages[Int(scalar >> 8)]) << 8 | Int(scalar & 0xFF)])
  }

  private init() {
    var pages: [UInt8] = []
    // Blocks 0, 1 and 2 are the uniform ones.
    var blocks = [UInt8](repeating: 0, count: 256) + [UInt8](repeating: 1, count: 256) + [UInt8](repeating: 2, count: 256)
    var open: [UInt8] = []
    pages.reserveCapacity(0x1100)
    var width: UInt8 = 0
    var length = 0
    func flush() {
      while length > 0 {
        if open.isEmpty, length >= 256 {
          pages.append(width)
          length -= 256
          continue
        }
        let taken = min(length, 256 - open.count)
        open.append(contentsOf: repeatElement(width, count: taken))
        length -= taken
        if open.count == 256 {
          pages.append(UInt8(blocks.count / 256))
          blocks.append(contentsOf: open)
          open.removeAll(keepingCapacity: true)
        }
      }
    }
    for byte in Self.runs.utf8 {
      switch byte {
      case UInt8(ascii: "Z"), UInt8(ascii: "N"), UInt8(ascii: "W"):
        flush()
        width = byte == UInt8(ascii: "Z") ? 0 : byte == UInt8(ascii: "N") ? 1 : 2
      case UInt8(ascii: "0")...UInt8(ascii: "9"): length = length * 36 + Int(byte - UInt8(ascii: "0"))
      case UInt8(ascii: "a")...UInt8(ascii: "z"): length = length * 36 + Int(byte - UInt8(ascii: "a")) + 10
      default: break
      }
    }
    flush()
    self.pages = pages
    self.blocks = blocks
  }

  private static let runs = """
    Zw N2n Zx Ngw Z34 N8 Z2 N6 Z4 N7 Z1 N1 Z1 Nk Z1 N68 Z7 N4m Z1 N12 Z2 N1e Z2 N3 Z1a N1 Z1 N1 Z2 N1 Z2 N1 Z9 Nr Z4 N6 Zb
    Ng Zb N1 Z1 N1a Zl Ng Z1 N2t Z7 N2 Z6 N2 Z2 N1 Z4 Nw Z1 N2 Z1 Nu Zt N2h Zb N1 Ze N17 Z9 N7 Z3 No Z4 N1 Z9 N1 Z3 N1 Z7
    Nf Z1 Np Z5 N1 Z1 Nb Z5 Nv Z1 N2 Ze N16 Zo N1 Zw N1j Z1 N1 Z1 N4 Z8 N4 Z1 N3 Z7 Na Z2 Nt Z1 N2 Z1 N8 Z2 N2 Z2 Nm Z1 N7
    Z1 N1 Z3 N4 Z3 N4 Z6 N2 Z2 N2 Z1 N1 Z8 N1 Z4 N2 Z1 N3 Z4 No Z5 N1 Z1 N6 Z4 N2 Z2 Nm Z1 N7 Z1 N2 Z1 N2 Z1 N2 Z4 N3 Zo
    N4 Z1 N1 Z7 Na Z2 N3 Z1 N1 Zc N1 Z1 N9 Z1 N3 Z1 Nm Z1 N7 Z1 N2 Z1 N5 Z3 N4 Z8 N1 Z1 N2 Z3 N1 Zf N2 Z4 Nc Z7 N1 Z8 N2
    Z1 N8 Z2 N2 Z2 Nm Z1 N7 Z1 N2 Z1 N5 Z3 N2 Z1 N1 Z6 N2 Z2 N2 Za N1 Z4 N2 Z1 N3 Z4 Ni Zb N1 Z1 N6 Z3 N3 Z1 N4 Z3 N2 Z1
    N1 Z1 N2 Z3 N2 Z3 N3 Z3 Nc Z4 N2 Z1 N2 Z3 N3 Z1 N3 Z3 N1 Z6 N1 Ze Nl Z6 N3 Z1 N8 Z1 N3 Z1 Nn Z1 Ng Z3 N1 Z3 N4 Zj N3
    Z2 N1 Z2 N2 Z4 Na Z7 Na Z1 Nb Z1 N3 Z1 Nn Z1 Na Z1 N5 Z3 N2 Z1 N5 Z2 N2 Z1 N2 Z9 N2 Z6 N2 Z1 N2 Z4 Na Z1 N2 Zf Nb Z1
    N3 Z1 N15 Z2 N4 Z5 N3 Z1 N3 Z1 N2 Z4 Ne Z4 Nq Z2 N2 Z1 Ni Z3 No Z1 N9 Z1 N1 Z2 N7 Z8 N3 Z6 N8 Z6 Na Z2 N3 Zc N1c Z1 N2
    Zb N8 Z8 Nd Z11 N2 Z1 N1 Z1 N5 Z1 No Z1 N1 Z1 Na Z1 N2 Z9 N1 Z2 N5 Z1 N1 Z9 Na Z2 N4 Zw No Z2 Nr Z1 N1 Z1 N1 Z1 Ne Z1
    N10 Zi N1 Z5 N1 Z2 N5 Z1d N8 Z1 N6 Z1 Nd Z11 N19 Z4 N1 Z6 N1 Z2 N2 Z2 Np Z2 N4 Z3 Ng Z4 Nd Z1 N2 Z2 N6 Z1 Nf Z1 N14 Z1
    N1 Z5 N1 Z2 N1c W2o Z4g N21 Z1 N4 Z2 N7 Z1 N1 Z1 N4 Z2 N15 Z1 N4 Z2 Nx Z1 N4 Z2 N7 Z1 N1 Z1 N4 Z2 Nf Z1 N1l Z1 N4 Z2
    N1v Z5 Nt Z3 Nq Z6 N2e Z2 N6 Z2 Nil Z3 N2h Z7 Ni Z3 N1 Z9 Nj Z2 N3 Z9 Ni Ze Nd Z1 N3 Zf N1g Z2 N1 Z7 N8 Z1 N2 Zb N9 Z3
    Na Z6 Na Z6 Nb Z5 Na Z6 N2h Z7 N5 Z2 Ny Z1 N1 Z5 N1y Za Nv Z4 N4 Z2 N3 Z4 N2 Z1 N6 Z7 N1 Z3 N16 Z2 N5 Zb N18 Z4 Nq Z6
    Nb Z3 N1l Z2 N2 Z3 N1k Z1 N1 Z9 N1 Z1 N2 Z8 N6 Zd Na Z6 Na Z6 Ne Z2e N1c Z1 N1 Z5 N1 Z1 N5 Z1 Na Z3 Nr Z9 Nb Z3 Nw Z4
    N2 Z2 N1 Z3 N1k Z1 N1 Z2 N3 Z1 N1 Z3 N2 Z8 N1c Z8 N2 Z5 Nf Z3 N1o Z7 N17 Z2 Nb Zb N1 Zd N1 Z7 N4 Z1 N6 Z1 N3 Z2 N1 Z5
    N5c Z1s N7q Z2 N6 Z2 N12 Z2 N6 Z2 N8 Z1 N1 Z1 N1 Z1 N1 Z1 Nv Z2 N1h Z1 Nf Z1 Ne Z2 N6 Z1 Nj Z2 N3 Z1 N9 Z1 Nb Z5 No Z7
    N1d Zg N2 Z2 Nr Z1 Nd Z3 Nx Z1r N3w Z4 Nay W2 Nd W2 N5a W4 N3 W1 N2 W1 N1f Zp Nb Zl Nbh W2 Nl W2 N1e Wc N17 W1 Nj W1
    Nd W1 N8 W2 Nh W2 N5 W2 N8 W1 N5 W1 Nl W1 N7 W2 N1 W1 N4 W1 N2 W1 N7 W1 N4 W2 Ns W1 Nz W1 N1 W1 N4 W3 N1 W1 N1p W3 No
    W1 Ne W1 Nnv W2 N1f W1 N4 W1 Nu Z2 Nw Z1 N9k Z3 N2 Z5 N19 Z1 N1 Z5 N1 Z2 N1k Z7 N2 Zf Nn Z9 N7 Z1 N7 Z1 N7 Z1 N7 Z1 N7
    Z1 N7 Z1 N7 Z1 N7 Zx N2m Zy Wq Z1 W2h Zc W5y Zq Wc Z4 W16 Z4 Wh N1 Z1 W2e Z4 W2t Z5 W17 Z1 W2m Z1 W2c Zc W1b Z1 Wmlp
    Z3 W1j Z9 N9o Zk N1b Z4 N1 Za Nw Z2 N28 Z2 N6 Z8 N5n Z5 N2 Z1 N1 Z1 N5 Zo Ng Z1 N3 Z1 N4 Z1 Np Z2 N5 Z4 Na Z6 N1k Z8
    N1w Za Nc Zo Nd Z1 N12 Z8 Np Zb N2 Zb N1 Wt Z6 N1c Z1 N2 Z4 N2 Z2 Ng Z1 Nb Z4 N7 Z1 Np Z1 N15 Z6 N2 Z2 N2 Zb N3 Z1 N8
    Z1 N1 Z2 Na Z2 Nw Z1 N1f Z1 N1 Z3 N2 Z2 N5 Z2 N1 Z1 N1 Zo Nh Z2 N8 Zb N6 Z2 N6 Z2 N6 Z9 N7 Z1 N7 Z1 N1o Z4 N39 Z1 N2
    Z1 N4 Z3 Na Z6 W8mc Z1ng N4xs Wa6 Z2 W2y Z12 N7 Zc N5 Z5 N1 Z1 No Z1 N5 Z1 N1 Z1 N2 Z1 N2 Z1 N3h Zg Ncd Z2 N1i Z7 N1
    Zw Ng Zg Wa Zm Wz Z1 Wj Z1 W4 Z4 N5 Z1 N3r Z4 W2o N2m Z3 N6 Z2 N6 Z2 N6 Z2 N3 Z3 W7 Z1 N7 Zd N2 Z2 Nc Z1 Nq Z1 Nj Z1
    N2 Z1 Nf Z2 Ne Zy N3f Z5 N3 Z4 N19 Z3 N2g Z1 Nd Z3 N1 Z1b N19 Z3n Nt Z3 N1d Zg Nr Z4 N10 Z9 Nu Z5 N12 Za Nu Z1 N11 Z4
    Ne Z16 N4e Z2 Na Z6 N10 Z4 N10 Z4 N14 Z8 N1g Zb Nc Z1 Nf Z1 N7 Z1 N2 Z1 Nb Z1 Nf Z1 N7 Z1 N2 Z1v N8n Z9 Nm Za N8 Zo N6
    Z1 N16 Z1 N9 Z1x N6 Z2 N1 Z1 N18 Z1 N2 Z3 N1 Z2 Nn Z1 N20 Z8 N9 Z1c Nj Z1 N2 Z5 Nx Z3 Nr Z5 N1 Z1s N1k Z4 Nk Z2 N1b Zf
    N4 Z1 N3 Z1 Nt Za N9 Z7 N9 Z7 N1s Zw N11 Z6 Nc Z9 N1i Z3 Nt Z2 Nr Z5 Nq Z7 N4 Zc N7 Z28 N21 Z1j N1f Zd N1f Z7 N16 Zc
    Na Z86 Nv Z1 N16 Z3 N1 Z2 N2 Z26 N14 Z8 Nm Zb N9 Zm Ni Z4 N4 Z12 Ns Zk Nn Z9 N1 Z1 N1i Zf N7 Z4 Nu Z1 N2 Z2 N1 Zc N1d
    Z4 N2 Z2 N7 Zb N1 Z2 Np Z7 Na Z9 N10 Z5 N1 Z9 Ni Z8 Nz Z1 N3 Zb N1g Z9 Na Z4 N2 Z1 Ng Z1 Nk Zb Ni Z1 Ns Z3 N2 Z1 N1 Z2
    N6 Z1u N7 Z1 N1 Z1 N4 Z1 Nf Z1 Nb Z6 N1b Z1 N3 Zd Na Z8 N2 Z1 N8 Z2 N2 Z2 Nm Z1 N7 Z1 N2 Z1 N5 Z3 N3 Z1 N4 Z2 N2 Z2 N3
    Z2 N1 Z6 N1 Z5 N7 Z4c N1k Z8 N2 Z3 N1 Z1 Nl Z1 N1 Z1 N3 Zu N1f Z6 N1 Z1 N4 Z2 N1 Z2 N4 Z8 Na Z4m N1e Z6 N4 Z2 N1 Z2 Nr
    Z10 N1f Z8 N2 Z1 N1 Z2 N4 Zb Na Z6 Nd Zj N17 Z1 N1 Z1 N2 Z6 N1 Z1 N2 Z6 Na Z1i Nr Z5 N2 Z4 N1 Z9 Nn Z55 N1b Z9 N1 Z2
    N1 Z2s N2b Zc N8 Z2 N1 Z2 N8 Z1 N2 Z1 Nu Z1 N2 Z4 N1 Z1 N4 Z1 N3 Z9 Na Z1y N8 Z2 N16 Z8 N4 Z1 N4 Zr N1 Za N14 Z6 N2 Z4
    N8 Z9 N1 Z6 N2 Z3 N1a Zd N1 Z2 N9 Zd N21 Z7b N9 Z1 N12 Ze N1 Z1 N6 Za Nt Z3 Nw Zp N1 Z7 N1 Z2 N1 Z23 N7 Z1 N2 Z1 N12
    Zl N1 Z9 Na Z6 N6 Z1 N2 Z1 N11 Z4 N2 Z1 N1 Z1 N1 Z7 Na Z8m Nj Z2 N4 Z53 N1 Zf N1e Zd Npn Z2u N33 Z1 N5 Zb N5g Z218 N2r
    Zd Ntr Z34h Ng7 Z6nt Nft Z7 Nv Z1 Na Z4 N29 Z1 Na Z6 Nu Z7 N1 Za N1c Z7 Nf Za Na Z1 N7 Z1 Nl Z5 Nj Zj4 N2j Z2t N23 Z5
    N1k Zb Nd Z1s W4 Zc W2 Ze W4qg Z8 Wye Z16 W9 Z6w7 W4 Z1 W7 Z1 W2 Z1 W83 Z19 W3 Zh W4 Z8 Wb0 Z1s4 N2z Z5 Nd Z3 N9 Z7 Na
    Z2 N1 Z2 N1 Z3ow N38 Z1o N6u Za N13 Z2 N1q Z3 N9 Zg N2 Z7 Nu Z4 N1p Zl N1u Z3 N1 Z4a Nk Zc N2f Z9 Np Z3r N2d Z1 N1z Z1
    N2 Z2 N1 Z2 N2 Z2 N4 Z1 Nc Z1 N1 Z1 N7 Z1 N1t Z1 N4 Z2 N8 Z1 N7 Z1 Ns Z1 N4 Z1 N5 Z1 N1 Z3 N7 Z1 N9g Z2 N84 Z2 Nfm Z1j
    N4 Z1e N8 Z1 Ne Z1 N7 Zvo Nv Zdd N19 Za N7 Z2 Na Z4 N2 Z8w Nu Zi N18 Z4 Na Z5 N1 Zyo N7 Z1 N4 Z1 N2 Z1 Nf Z1 N5h Z2 N9
    Z1c N1w Z7 N1 Z4 Na Z4 N2 Zlt N1w Z24 N1p Z5e N4 Z1 Nr Z1 N2 Z1 N1 Z2 N1 Z1 Na Z1 N4 Z1 N1 Z1 N1 Z6 N1 Z4 N1 Z1 N1 Z1
    N1 Z1 N3 Z1 N2 Z1 N1 Z2 N1 Z1 N1 Z1 N1 Z1 N1 Z1 N1 Z1 N2 Z1 N1 Z2 N4 Z1 N7 Z1 N4 Z1 N4 Z1 N1 Z1 Na Z1 Nh Z5 N3 Z1 N5
    Z1 Nh Z1g N2 Z7i N4 W1 N13 Z4 N2s Zc Nf Z2 Nf Z1 Ne W1 Z1 N11 Za N3y W1 N2 Wa Nj Z1k Nq W3 Zd W18 Z4 W9 Z7 W2 Ze W6
    Z4a Wx Nc W9 N1 W1y N1 Wm Nc W17 N4 W5 Nc Wh N3 W1 N3 W1z N1 W1 N1 W57 N2 W1r Nd W4 N1 Wo Ni W1 Nq W2 Nd W1 N2e W2d
    N1c W1y N6 W1 N3 W3 N2 W3 Z5 W3 Nb W2 Z3 N4 W9 Z3 N38 Zc N2h Z7 Wc Z4 W1 Zf Nc Z4 N1k Z8 Na Z6 N14 Z8 Nu Z2 N2 Z26 Nc
    W1b N1 Wa N1 W55 N2c Zc Ne Z2 W5 Z3 W5 Z3 W7 Z9 Wt Z3 Wb Z5 W6 Za Wa Z6 W8 Z8 W7 Z9 N43 Z1 N1j Z11 Na Zsm Wwyo Zw W37d
    Z7 W66 Z2 W4g2 Ze W5rl Z2e7 Wf2 Z15u W3t7 Zgr05 N1eke Z2 N1eke Z2
    """
}
