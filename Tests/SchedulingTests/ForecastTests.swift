import Domain
import Scheduling
import Testing

@Suite struct ForecastTests {
  private func forecasts(_ jobs: [Job], now: String) -> [String] {
    plan([technician("A")], jobs, now: now).forecasts(of: "A").map { forecast in
      let clock = toronto.local(forecast.arrival).siteText.dropFirst(11).prefix(5)
      return "\(forecast.job.key) \(clock) +\(forecast.delay.count) \(forecast.window)"
    }
  }

  @Test func aDayOnTimeIsAsPlanned() {
    let jobs = [
      job("1", technician: "A", start: "08:30", coordinate: remi),
      job("2", technician: "A", start: "13:00", window: window("12:00", "16:00")),
    ]
    #expect(forecasts(jobs, now: "07:00") == ["1 08:30 +0 none", "2 13:00 +0 kept"])
  }

  @Test func delaysRunThroughTheDay() {
    var begun = job("1", .onSite, technician: "A", start: "08:00", minutes: 120)
    begun.actualStart = at("08:00")
    let jobs = [
      begun,
      job("2", .published, technician: "A", start: "10:30", minutes: 60, window: window("08:00", "11:00"), coordinate: remi),
      job("3", .published, technician: "A", start: "12:00", coordinate: remi),
      job("4", .published, technician: "A", start: "15:00", coordinate: remi),
    ]
    // Seventeen minutes of driving after work that has overrun until 11:00.
    #expect(
      forecasts(jobs, now: "11:00") == [
        "2 11:17 +47 missed(by: Domain.Minutes(count: 17))", "3 12:17 +17 none", "4 15:00 +0 none",
      ])
  }

  @Test func whoIsOnTheWayHasLeft() {
    let jobs = [job("1", .enRoute, technician: "A", start: "10:30", coordinate: remi)]
    #expect(forecasts(jobs, now: "10:10") == ["1 10:10 +0 none"])
    #expect(forecasts(jobs, now: "10:40") == ["1 10:40 +10 none"])
    let waiting = [job("1", .published, technician: "A", start: "10:30", coordinate: remi)]
    #expect(forecasts(waiting, now: "10:40") == ["1 10:57 +27 none"])
  }

  @Test func finishedAndBegunJobsAreNotForecast() {
    var done = job("1", .done, technician: "A", start: "08:00")
    done.actualStart = at("08:00")
    done.actualEnd = at("08:40")
    #expect(forecasts([done, job("2", .cancelled, technician: "A", start: "10:00")], now: "09:00") == [])
    #expect(plan([technician("A")], []).forecasts(of: "nobody") == [])
  }
}
