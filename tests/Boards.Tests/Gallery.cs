using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using TravelMart.Contracts.Matching;
using TravelMart.ServiceDefaults;
using TravelMart.Testing;

namespace TravelMart.Boards.Tests;

/// <summary>Not a test: serves told days to look at the pages, for as many seconds as GALLERY_SECONDS says. Run it by name.</summary>
public sealed class Gallery
{
    [Fact(Explicit = true)]
    public async Task Serve_told_days_to_look_at()
    {
        await using var system = await TestSystem.Start(configure: b => b.Services.AddSingleton<IStartupFilter, EverybodyOrganizes>());
        var day = FullDay.Tell();
        await system.Deliver(day.Messages);
        await system.Deliver(FullDay.Tell(11, 22, "almaty-large", stands: 30).Messages);
        var whole = FullDay.Tell(18, 0, "almaty-closed");
        var unrecorded = whole.State.Matching.Now.Meetings.Values.Where(m => m is { IsBooked: true, Attendance: Hall.Attendance.Unrecorded }).Select(m => m.Id).ToList();
        whole.Tell(new ResultSealed(whole.Mart, 1, 2317, "9f3c41d7a0be52c8", unrecorded, null));
        var corrected = whole.State.Matching.Now.Meetings.Values.First(m => m.IsHeld).Id;
        whole.Time(19, 10).Tell(new AttendanceCorrected(whole.Mart, corrected, "no-show-buyer", "wrong stand")).Tell(new ResultSealed(whole.Mart, 2, 2319, "77ab41d7a0be52c8", unrecorded, "one no-show was recorded as held"));
        await system.Deliver(whole.Messages);
        await File.WriteAllTextAsync(Path.Combine(Path.GetTempPath(), "travelmart-gallery"), system.Address.ToString());
        await Task.Delay(TimeSpan.FromSeconds(int.Parse(Environment.GetEnvironmentVariable("GALLERY_SECONDS") ?? "60")));
    }

    private sealed class EverybodyOrganizes(TokenIssuer tokens) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((http, rest) =>
            {
                http.Request.Headers.Authorization = "Bearer " + tokens.Issue(new Caller(Roles.Organizer, "*", null), TimeSpan.FromMinutes(5));
                return rest(http);
            });
            next(app);
        };
    }
}
