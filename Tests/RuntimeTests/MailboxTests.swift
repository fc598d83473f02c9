import Glibc
import Testing

@testable import Runtime

@Suite struct MailboxTests {
  private func isReadable(_ descriptor: Int32) -> Bool {
    var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&entry, 1, 0) == 1
  }

  @Test func givesEverythingInOrderAndSleepsAgain() {
    let mailbox = Mailbox<Int>()
    #expect(!isReadable(mailbox.wakeDescriptor))
    for number in 1...1_000 { mailbox.post(number) }
    #expect(isReadable(mailbox.wakeDescriptor))
    #expect(mailbox.takeAll() == Array(1...1_000))
    #expect(!isReadable(mailbox.wakeDescriptor))
    #expect(mailbox.takeAll().isEmpty)
    mailbox.post(7)
    #expect(isReadable(mailbox.wakeDescriptor))
    #expect(mailbox.takeAll() == [7])
  }

  @Test func losesNothingThatManyThreadsPostWhileItIsEmptied() async {
    let mailbox = Mailbox<Int>()
    let taken = await withTaskGroup(of: Void.self) { group in
      for thread in 0..<8 {
        group.addTask { for number in 0..<2_000 { mailbox.post(thread * 2_000 + number) } }
      }
      var taken: [Int] = []
      while taken.count < 16_000 {
        var entry = pollfd(fd: mailbox.wakeDescriptor, events: Int16(POLLIN), revents: 0)
        // A wake-up that is lost would let this wait end without anything to take.
        guard poll(&entry, 1, 30_000) == 1 else { break }
        taken += mailbox.takeAll()
      }
      return taken
    }
    #expect(taken.count == 16_000)
    #expect(Set(taken).count == 16_000)
    for thread in 0..<8 {
      let own = taken.filter { $0 / 2_000 == thread }
      #expect(own == own.sorted())
    }
  }
}

@Suite struct DeadlinesTests {
  @Test func firesEachOnceEarliestFirst() {
    var timers = Deadlines<String>()
    #expect(timers.pollTimeout(now: 0) == -1)
    timers.set("late", afterMilliseconds: 500, now: 100)
    timers.set("soon", afterMilliseconds: 50, now: 100)
    #expect(timers.pollTimeout(now: 100) == 50)
    #expect(timers.pollTimeout(now: 200) == 0)
    #expect(timers.takeDue(now: 149).isEmpty)
    #expect(timers.takeDue(now: 700) == ["soon", "late"])
    #expect(timers.takeDue(now: 700).isEmpty)
    #expect(timers.pollTimeout(now: 700) == -1)
  }

  @Test func setAnewReplacesAndCancelForgets() {
    var timers = Deadlines<String>()
    timers.set("toast", afterMilliseconds: 10, now: 0)
    timers.set("toast", afterMilliseconds: 100, now: 0)
    #expect(timers.takeDue(now: 50).isEmpty)
    timers.cancel("toast")
    #expect(timers.takeDue(now: 1_000).isEmpty)
  }
}
