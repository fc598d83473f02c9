import Canvas
import Glibc

/// The other end of a pseudo-terminal: what a terminal emulator holds.
final class PseudoTerminal {
  let controller: Int32
  /// The descriptor that a program in the terminal has.
  let program: Int32
  private(set) var received: [UInt8] = []
  private var isOpen = true

  init?(size: Size) {
    // By ioctl (Linux's TIOCSPTLCK and TIOCGPTN): posix_openpt and its like are not in the Glibc module.
    controller = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)
    var unlocked: Int32 = 0
    var number: UInt32 = 0
    guard controller >= 0, ioctl(controller, 0x4004_5431, &unlocked) == 0, ioctl(controller, 0x8004_5430, &number) == 0 else {
      return nil
    }
    program = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY | O_CLOEXEC)
    guard program >= 0 else { return nil }
    resize(to: size)
  }

  func resize(to size: Size) {
    var window = winsize(ws_row: UInt16(size.height), ws_col: UInt16(size.width), ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(controller, UInt(TIOCSWINSZ), &window)
  }

  func type(_ text: String) {
    let bytes = Array(text.utf8)
    _ = bytes.withUnsafeBytes { write(controller, $0.baseAddress, $0.count) }
  }

  /// Takes in what the program has sent.
  @discardableResult
  func receive() -> [UInt8] {
    var new: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let got = read(controller, &buffer, buffer.count)
      if got <= 0 { break }
      new += buffer[0..<got]
    }
    received += new
    return new
  }

  var settings: termios {
    var settings = termios()
    tcgetattr(program, &settings)
    return settings
  }

  func hangUp() {
    if isOpen { close(controller) }
    isOpen = false
  }

  deinit {
    hangUp()
    close(program)
  }
}
