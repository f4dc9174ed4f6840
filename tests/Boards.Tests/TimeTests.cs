using TravelMart.Boards.Api;
using TravelMart.Boards.Hall;
using TravelMart.Boards.Pages;
using TravelMart.ServiceDefaults;

namespace TravelMart.Boards.Tests;

public sealed class TimeTests
{
    [Theory]
    [InlineData("2023-07-13T14:52", "2023-07-13T08:52:00Z")]
    [InlineData("2023-07-13T14:52:30", "2023-07-13T08:52:30Z")]
    [InlineData("2024-07-13T14:52", "2024-07-13T09:52:00Z")]
    [InlineData("2023-07-13T14:52:00+09:00", "2023-07-13T05:52:00Z")]
    [InlineData("2023-07-13T14:52:00 09:00", "2023-07-13T05:52:00Z")]
    [InlineData("2023-07-13T14:52Z", "2023-07-13T14:52:00Z")]
    public void Times_are_read_with_an_offset_or_in_the_marts_zone(string text, string utc)
    {
        Instants.TryRead(text, "Asia/Almaty", out var instant).ShouldBeTrue();
        instant.ShouldBe(DateTimeOffset.Parse(utc));
    }

    [Theory]
    [InlineData("yesterday")]
    [InlineData("14:52")]
    [InlineData("2023-13-01T00:00")]
    [InlineData("07/13/2023 14:52")]
    [InlineData("0001-01-01T00:00")]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("9999-12-31T23:59:59")]
    [InlineData("9999-12-31T23:59:59Z")]
    [InlineData("1999-12-31T23:59")]
    [InlineData("2101-01-01T00:00Z")]
    public void Anything_else_is_not_understood(string text) => Instants.TryRead(text, "Asia/Almaty", out _).ShouldBeFalse();

    [Fact]
    public void Almaty_was_an_hour_further_from_greenwich_before_march_2024()
    {
        DateTimeOffset.Parse("2024-02-29T12:00:00Z").Clock("Asia/Almaty").ShouldBe("18:00");
        DateTimeOffset.Parse("2024-03-01T12:00:00Z").Clock("Asia/Almaty").ShouldBe("17:00");
    }

    [Fact]
    public void A_reader_in_seoul_sees_both_times_and_which_is_which()
    {
        var story = new Story().Open().Seller("S01", 1, "hotel", "Hotel").Buyer("B01", "One").Time(9, 0);
        story.Book("B01", "S01", 1);
        var shown = new Shown(story.State, story.At(9, 30), true);
        var agenda = new AgendaModel(shown, story.State.Company("B01")!, "en", "Asia/Seoul");
        agenda.Clock(agenda.Agenda.Meetings[0].Start).ShouldBe("10:25");
        agenda.Other(agenda.Agenda.Meetings[0].Start).ShouldBe("13:25 Seoul");
        new AgendaModel(shown, story.State.Company("B01")!, "en", "Mars/Olympus").OtherZone.ShouldBeNull();
    }
}
