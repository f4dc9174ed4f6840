using TravelMart.Portal.Meetings;
using TravelMart.Portal.Sheets;
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

    [Theory]
    [InlineData("agreed", "signed")]
    [InlineData("promising", "under-negotiation")]
    [InlineData("none", "discussed")]
    public void What_an_amount_is_follows_from_the_outcome(string outcome, string kind) => AnswerMeeting.KindOf(outcome).ShouldBe(kind);

    [Theory]
    [InlineData(1250050L, "USD", "12500.5")]
    [InlineData(1250000L, "KRW", "1250000")]
    public void An_amount_that_was_saved_is_read_back_as_the_same(long minor, string currency, string said)
    {
        AnswerMeeting.Major(new(minor, currency, "discussed")).ShouldBe(said);
        AnswerMeeting.Minor(said, currency).ShouldBe(minor);
    }

    [Theory]
    [InlineData(null, "")]
    [InlineData("Altyn Travel", "Altyn Travel")]
    [InlineData("Kim, Lee \"Tour\"", "\"Kim, Lee \"\"Tour\"\"\"")]
    [InlineData("=HYPERLINK(1)", "'=HYPERLINK(1)")]
    public void A_cell_of_a_sheet_is_what_was_written_and_no_formula(string? text, string cell) => Sheet.Cell(text).ShouldBe(cell);

    [Theory]
    [InlineData("from,about,strength\nB1,S1,must\n")]
    [InlineData("\uFEFFfrom;about;strength\r\nB1;S1;must\r\n;;\r\n")]
    [InlineData("FROM\tabout\tstrength\n B1 \tS1\tmust")]
    public void A_sheet_is_read_as_spreadsheets_save_it(string text)
    {
        var row = Sheet.Read(text)!.ShouldHaveSingleItem();
        (row["from"], row["about"], row["strength"], row.Line).ShouldBe(("B1", "S1", "must", 2));
    }

    [Theory]
    [InlineData("")]
    [InlineData("just one line of text")]
    public void What_is_no_table_is_not_guessed_at(string text) => Sheet.Read(text).ShouldBeNull();
}
