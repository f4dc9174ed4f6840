namespace TravelMart.EndToEnd.Tests;

/// <summary>Boards on a phone, a tablet and a laptop.</summary>
public sealed class NarrowScreenTests(OpenHall hall) : IClassFixture<OpenHall>
{
    // A word is torn where a line ends inside it without a place to break: a blank, a hyphen, or an invisible mark.
    private const string Torn = """
        () => {
          // The last rectangle: a hyphen that was added at the end of the line before counts as the letter's too.
          const line = (text, i) => {
            const letter = document.createRange();
            letter.setStart(text, i);
            letter.setEnd(text, i + 1);
            return Math.round([...letter.getClientRects()].at(-1).top);
          };
          const torn = [], texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          for (let text; text = texts.nextNode();) {
            if (!text.parentElement.checkVisibility() || text.parentElement.clientWidth === 1 || text.parentElement.closest('svg')) continue;
            for (const word of text.data.matchAll(/[^\s\-\u00AD\u200B–·]+/g)) {
              if (line(text, word.index) !== line(text, word.index + word[0].length - 1)) torn.push(word[0]);
            }
          }
          return torn;
        }
        """;

    [Theory]
    [InlineData("/board?lang=en")]
    [InlineData("/board?lang=ko")]
    [InlineData("/board?lang=ru")]
    [InlineData("/grid?lang=en")]
    [InlineData("/grid?lang=ko")]
    [InlineData("/grid?lang=ru")]
    [InlineData("/agenda/S1?lang=ru")]
    [InlineData("/results?lang=ru")]
    [InlineData("/results?lang=en")]
    public async Task No_word_is_torn_and_no_page_is_wider_than_its_screen(string path)
    {
        await using var window = await hall.Open(SmallMart.SignedIn(path));
        var page = window.Page;
        foreach (var (width, height) in new[] { (390, 844), (768, 1024), (1440, 900) })
        {
            await page.SetViewportSizeAsync(width, height);
            (await page.EvaluateAsync<string[]>(Torn)).ShouldBeEmpty($"{path} at {width}");
            (await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(width, $"{path} at {width}");
        }
        window.WasQuiet();
    }
}
