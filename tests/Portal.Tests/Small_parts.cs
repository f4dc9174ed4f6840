using TravelMart.Portal.Meetings;
using TravelMart.Portal.Wishes;

namespace TravelMart.Portal.Tests;

public sealed class Small_parts
{
    [Theory]
    [InlineData("12 500", "USD", 1250000L)]
    [InlineData("12500,5", "USD", 1250050L)]
    [InlineData("12500.50", "EUR", 1250050L)]
    [InlineData("1250000", "KRW", 1250000L)]
    [InlineData("0,5", "KRW", null)]
    [InlineData("1.255", "USD", null)]
    [InlineData("about ten", "USD", null)]
    [InlineData("-5", "USD", null)]
    [InlineData("99999999999999999999999", "USD", null)]
    public void An_amount_is_read_as_people_write_it_and_never_guessed(string said, string currency, long? minor) =>
        AnswerMeeting.Minor(said, currency).ShouldBe(minor);

    [Theory]
    [InlineData("b", 0, "b a c")]
    [InlineData("a", 1, "b a c")]
    [InlineData("c", 9, "a b c")]
    [InlineData("a", -1, "a b c")]
    public void A_wish_moves_to_its_place_and_the_others_close_up(string company, int place, string order) =>
        string.Join(' ', OrderWishes.Moved(["a", "b", "c"], company, place)).ShouldBe(order);
}
