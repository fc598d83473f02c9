import Canvas
import Glibc
import TerminalIO

extension Terminal: Display {
  var pollEntries: [PollEntry] {
    [PollEntry(descriptor: descriptor, events: pollEvents), PollEntry(descriptor: signalDescriptor, events: Int16(POLLIN))]
  }
}
