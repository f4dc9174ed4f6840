using System.Net;
using System.Text.RegularExpressions;

namespace TravelMart.Portal.Tests;

/// <summary>Somebody at a browser without script: pages are read, and forms are sent as they were drawn.</summary>
internal sealed partial class Visitor(Uri address) : IDisposable
{
    private readonly CookieContainer _cookies = new();
    private HttpClient? _made;

    private HttpClient Client => _made ??= new(new HttpClientHandler { CookieContainer = _cookies, UseCookies = true }) { BaseAddress = address };

    /// <summary>A cookie ends, as it does by itself after a while.</summary>
    public void Forget(string cookie) => _cookies.GetCookies(address).First(c => c.Name == cookie).Expired = true;

    /// <summary>Comes in by the door of the demo and lands on a page.</summary>
    public Task<Seen> Enter(string role, string mart, string? company, string page) =>
        See($"/registration/demo-sign-in?role={role}&mart={mart}{(company is null ? "" : "&company=" + company)}&return={Uri.EscapeDataString(page)}");

    /// <summary>What the browser says it reads.</summary>
    public void Speaks(string languages) => Client.DefaultRequestHeaders.AcceptLanguage.ParseAdd(languages);

    public async Task<Seen> See(string path) => await Read(await Client.GetAsync(path));

    /// <summary>Fills in a form of a page and sends it; what is not filled in goes as it was drawn.</summary>
    /// <param name="page">The page that has the form.</param>
    /// <param name="action">How the form's address ends.</param>
    /// <param name="fields">What is typed and ticked.</param>
    public async Task<Seen> Send(Seen page, string action, params IEnumerable<(string Name, string Value)> fields)
    {
        var form = page.Form(action);
        using var content = new FormUrlEncodedContent([.. form.Hidden.Where(h => fields.All(f => f.Name != h.Name)).Select(h => KeyValuePair.Create(h.Name, h.Value)),
            .. fields.Select(f => KeyValuePair.Create(f.Name, f.Value))]);
        return await Read(await Client.PostAsync(form.Action, content));
    }

    /// <summary>Chooses a file in a form of a page, and sends it.</summary>
    public async Task<Seen> SendFile(Seen page, string action, string field, byte[] file, params IEnumerable<(string Name, string Value)> fields)
    {
        var form = page.Form(action);
        using var content = new MultipartFormDataContent();
        foreach (var (name, value) in form.Hidden.Where(h => fields.All(f => f.Name != h.Name)).Concat(fields)) content.Add(new StringContent(value), name);
        using var part = new ByteArrayContent(file);
        content.Add(part, field, "picture");
        return await Read(await Client.PostAsync(form.Action, content));
    }

    /// <summary>What an address holds, and of which kind; null where it is refused.</summary>
    public async Task<(byte[] Bytes, string? Kind)?> Fetch(string path)
    {
        using var response = await Client.GetAsync(path);
        return response.IsSuccessStatusCode ? (await response.Content.ReadAsByteArrayAsync(), response.Content.Headers.ContentType?.MediaType) : null;
    }

    public void Dispose() => _made?.Dispose();

    private static async Task<Seen> Read(HttpResponseMessage response)
    {
        using (response) return new(response.StatusCode, await response.Content.ReadAsStringAsync(), response.RequestMessage!.RequestUri!.PathAndQuery, response.Headers.CacheControl?.ToString());
    }
}

/// <summary>A page that came.</summary>
internal sealed partial record Seen(HttpStatusCode Status, string Html, string Path, string? Caching)
{
    /// <summary>What a person reads of it.</summary>
    public string Text => Blanks().Replace(WebUtility.HtmlDecode(Tags().Replace(Html, " ")), " ");

    public (string Action, IReadOnlyList<(string Name, string Value)> Hidden) Form(string action)
    {
        var form = Forms().Matches(Html).FirstOrDefault(f => WebUtility.HtmlDecode(f.Groups["action"].Value).EndsWith(action, StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"no form sends to …{action} on {Path}: {Text}");
        return (WebUtility.HtmlDecode(form.Groups["action"].Value), [.. Hiddens().Matches(form.Value).Select(h => (Value(h.Value, "name"), Value(h.Value, "value")))]);
    }

    public bool HasForm(string action) => Forms().Matches(Html).Any(f => WebUtility.HtmlDecode(f.Groups["action"].Value).EndsWith(action, StringComparison.Ordinal));

    /// <summary>The values of a field's choices within a form.</summary>
    public IReadOnlyList<string> Choices(string action, string field)
    {
        var form = Forms().Matches(Html).First(f => WebUtility.HtmlDecode(f.Groups["action"].Value).EndsWith(action, StringComparison.Ordinal));
        return [.. Inputs().Matches(form.Value).Where(i => Value(i.Value, "name") == field).Select(i => Value(i.Value, "value"))];
    }

    private static string Value(string tag, string attribute) =>
        WebUtility.HtmlDecode(Regex.Match(tag, $" {attribute}=\"([^\"]*)\"", RegexOptions.None, TimeSpan.FromSeconds(1)).Groups[1].Value);

    [GeneratedRegex("<form method=\"post\" action=\"(?<action>[^\"]*)\".*?</form>", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Forms();

    [GeneratedRegex("<input[^>]*type=\"hidden\"[^>]*>")]
    private static partial Regex Hiddens();

    [GeneratedRegex("<input[^>]*>")]
    private static partial Regex Inputs();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tags();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
