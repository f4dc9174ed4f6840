namespace TravelMart.CommandLine.Tests.MartFolders;

public sealed class MartJsonTests
{
    [Theory]
    [InlineData("\"slotMinutes\": 20", "\"slotMinutes\": 2.5", "mart.json:41: mart.slotMinutes: 2.5 is not a whole number from 5 to 240")]
    [InlineData("\"slotMinutes\": 20", "\"slotMinutes\": \"20\"", "mart.json:41: mart.slotMinutes: must be a number")]
    [InlineData("\"slotMinutes\": 20", "\"slotMinute\": 20", "mart.json:41: mart.slotMinute: is not a field of a mart folder")]
    [InlineData("\"slotMinutes\": 20", "\"slotMinute\": 20", "mart.json:22: mart.slotMinutes: is missing")]
    [InlineData("\"opens\": \"10:00\"", "\"opens\": \"25:00\"", "mart.json:33: mart.days[0].opens: \"25:00\" is not a time such as 09:30")]
    [InlineData("\"date\": \"2023-07-13\",\n", "\"date\": \"2023-07-32\",\n", "mart.json:32: mart.days[0].date: \"2023-07-32\" is not a date such as 2023-07-13")]
    [InlineData("\"date\": \"2023-07-13\",\n", "\"date\": \"2023-07-14\",\n", "mart.json:32: mart.days[0].date: 2023-07-14 is not a day of the event")]
    [InlineData("\"layout\": \"stands\"", "\"layout\": \"rooms\"", "mart.json:43: mart.tables.layout: \"rooms\" is not one of stands or shared")]
    [InlineData("\"layout\": \"stands\"", "\"layout\": \"shared\"", "mart.json:43: mart.tables.count: is missing: shared tables are counted")]
    [InlineData("\"to\": \"KRW\"", "\"to\": \"WON\"", "mart.json:62: mart.rate.to: \"WON\" is not an ISO 4217 currency code")]
    [InlineData("\"id\": \"I2\"", "\"id\": \"I1\"", "mart.json:46: mart.interpreters[1].id: \"I1\" is used twice")]
    [InlineData("\"kind\": \"travel-mart\"", "\"kind\": \"mou\"", "mart.json:23: mart.mart: \"almaty-2023\" is not a travel-mart programme of the event")]
    [InlineData("\"wishesClose\": \"2023-07-07", "\"wishesClose\": \"2023-07-17", "mart.json:70: mart.phases.opens: 2023-07-13T09:30 is not after wishesClose")]
    [InlineData("\"opens\": \"2023-07-13T09:30\"", "\"opens\": \"2023-07-13T10:30\"", "mart.json:70: mart.phases.opens: 2023-07-13T10:30 is after the first slot begins")]
    [InlineData("\"city\": \"Almaty\",", "\"city\": \"Almaty\", \"city\": \"Astana\",", "mart.json:10: event.city: is written twice")]
    [InlineData("\"country\": \"KZ\",", "\"country\": \"KZ\"", "mart.json:12: is not valid JSON")]
    [InlineData("\"ko\", \"kk\"", "\"ko\", \"kz\"", "mart.json:50: mart.interpreters[5].languages[1]: \"kz\" is not a BCP 47 language code (Kazakh is \"kk\")")]
    public void A_mistake_in_the_settings_is_reported_with_its_line_and_path(string right, string wrong, string expected)
    {
        using var folder = TemporaryFolder.OfAlmaty();
        var before = folder.Text("mart.json");
        before.ShouldContain(right);
        var at = before.IndexOf(right, StringComparison.Ordinal);
        folder.Write("mart.json", before[..at] + wrong + before[(at + right.Length)..]);

        folder.Errors().ShouldContain(e => e.StartsWith(expected, StringComparison.Ordinal));
    }

    [Fact]
    public void A_local_time_that_the_clocks_skipped_is_reported()
    {
        using var folder = TemporaryFolder.OfAlmaty();
        folder.Write("mart.json", folder.Text("mart.json")
            .Replace("Asia/Almaty", "Europe/Berlin", StringComparison.Ordinal)
            .Replace("\"applicationsOpen\": \"2023-05-15T09:00\"", "\"applicationsOpen\": \"2023-03-26T02:30\"", StringComparison.Ordinal));

        folder.Errors().ShouldBe([
            "mart.json:68: mart.phases.applicationsOpen: 2023-03-26T02:30 never was in Europe/Berlin: clocks went forward over it"]);
    }

    [Fact]
    public void A_folder_that_is_not_there_is_one_error()
    {
        Path.Combine(Path.GetTempPath(), "no-such-folder").ShouldSatisfyAllConditions(
            path => CommandLine.MartFolders.MartFolder.Read(path).Errors.Single().Message.ShouldBe("is not a folder"));
    }
}
