using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using TravelMart.ServiceDefaults;

namespace TravelMart.Portal.Visits;

/// <summary>What a form of a page brought.</summary>
internal sealed class Form(IFormCollection fields)
{
    /// <summary>Made when the page was drawn: the same when a form is sent twice.</summary>
    public string Key => Text("key") ?? "";

    /// <summary>A field without blanks at its ends; null for an empty one.</summary>
    public string? Text(string name) => fields[name].ToString().Trim() is { Length: > 0 } text ? text : null;

    /// <summary>A field as it was typed, such as a password; null for an empty one.</summary>
    public string? Raw(string name) => fields[name].ToString() is { Length: > 0 } text ? text : null;

    /// <summary>A whole number; null for anything else.</summary>
    public int? Number(string name) => int.TryParse(Text(name), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Every number that was ticked.</summary>
    public IReadOnlyList<int> Numbers(string name) =>
        [.. fields[name].Select(t => int.TryParse(t, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var n) ? n : (int?)null).OfType<int>().Distinct().Order()];

    /// <summary>Every text that was ticked.</summary>
    public IReadOnlyList<string> Texts(string name) => [.. fields[name].OfType<string>().Distinct()];

    /// <summary>A file that was chosen; null for none.</summary>
    public SentFile? File(string name) => fields.Files.GetFile(name) is { Length: > 0 } file ? new(file) : null;

    /// <summary>An address of the portal to go on to; null for any other.</summary>
    public string? Back => Text("back") is { } back && IsOurs(back) ? back : null;

    /// <summary>Whether an address is one of the portal's own pages.</summary>
    public static bool IsOurs(string path) => path.StartsWith("/portal/", StringComparison.Ordinal) && !path.Contains('\\') && !path.Any(char.IsControl);

    /// <summary>Reads a form that came from a page of ours; null for one that did not.</summary>
    public static async Task<Form?> Read(HttpContext http) =>
        http.Features.Get<IAntiforgeryValidationFeature>() is { IsValid: true } ? new Form(await http.Request.ReadFormAsync(http.RequestAborted)) : null;
}

/// <summary>A file that came with a form.</summary>
internal sealed class SentFile(IFormFile file)
{
    public async Task<byte[]> Bytes()
    {
        using var whole = new MemoryStream((int)file.Length);
        await file.CopyToAsync(whole);
        return whole.ToArray();
    }
}

/// <summary>How endpoints take forms.</summary>
internal static class FormExtensions
{
    /// <summary>A form of ours about a mart is dealt with; one that was not drawn by us is refused before anybody looks at it.</summary>
    public static RouteHandlerBuilder MapForm(this IEndpointRouteBuilder routes, string path, Func<Visit, Form, Task<IResult>> handle) =>
        routes.MapPost(path, async (HttpContext http, Visits visits, string mart) => Visits.NotYours(visits.Begin(http), mart) is { } refused ? refused
                : await Form.Read(http) is { } form ? await visits.About(http, mart, visit => handle(visit, form))
                : Frame.Pages.Closed(visits.Begin(http), new("FormIsNotOurs", "", StatusCodes.Status400BadRequest, Services.Refused.NoErrors)))
            .TakesForm().SignsInAt(SignIn.Doors.Path).ExcludeFromDescription();

    /// <summary>A form of ours that is for everybody, signed in or not.</summary>
    public static RouteHandlerBuilder MapOpenForm(this IEndpointRouteBuilder routes, string path, Func<Visit, Form, Task<IResult>> handle) =>
        routes.MapPost(path, async (HttpContext http, Visits visits) => await Form.Read(http) is { } form
                ? await handle(visits.Begin(http), form)
                : Frame.Pages.Closed(visits.Begin(http), new("FormIsNotOurs", "", StatusCodes.Status400BadRequest, Services.Refused.NoErrors)))
            .AllowAnyone().TakesForm().AddEndpointFilter(TravelMart.Pages.PageSecurity.Harden).ExcludeFromDescription();

    /// <summary>A page that is for everybody, signed in or not.</summary>
    public static RouteHandlerBuilder MapOpenPage(this IEndpointRouteBuilder routes, string path, Func<Visit, Task<IResult>> page) =>
        routes.MapGet(path, (HttpContext http, Visits visits) => page(visits.Begin(http))).AllowAnyone().AddEndpointFilter(TravelMart.Pages.PageSecurity.Harden).ExcludeFromDescription();

    /// <summary>A page about a mart.</summary>
    public static RouteHandlerBuilder MapPage(this IEndpointRouteBuilder routes, string path, Func<Visit, Task<IResult>> page) =>
        routes.MapGet(path, (HttpContext http, Visits visits, string mart) => visits.About(http, mart, page))
            .AddEndpointFilter(TravelMart.Pages.PageSecurity.Harden).SignsInAt(SignIn.Doors.Path).ExcludeFromDescription();

    /// <summary>A page about a mart that may not be open yet.</summary>
    public static RouteHandlerBuilder MapPageBefore(this IEndpointRouteBuilder routes, string path, Func<Visit, Task<IResult>> page) =>
        routes.MapGet(path, async (HttpContext http, Visits visits, string mart) => Visits.NotYours(visits.Begin(http), mart) ?? await page(visits.Begin(http)))
            .AddEndpointFilter(TravelMart.Pages.PageSecurity.Harden).SignsInAt(SignIn.Doors.Path).ExcludeFromDescription();

    /// <summary>A form of ours about a mart that may not be open yet.</summary>
    public static RouteHandlerBuilder MapFormBefore(this IEndpointRouteBuilder routes, string path, Func<Visit, Form, Task<IResult>> handle) =>
        routes.MapPost(path, async (HttpContext http, Visits visits, string mart) => Visits.NotYours(visits.Begin(http), mart) is { } refused ? refused
                : await Form.Read(http) is { } form ? await handle(visits.Begin(http), form)
                : Frame.Pages.Closed(visits.Begin(http), new("FormIsNotOurs", "", StatusCodes.Status400BadRequest, Services.Refused.NoErrors)))
            .TakesForm().AddEndpointFilter(TravelMart.Pages.PageSecurity.Harden).SignsInAt(SignIn.Doors.Path).ExcludeFromDescription();

    /// <summary>Leads on to a page that says what was done.</summary>
    public static IResult Done(string page, string what) => Results.Redirect($"{page}{(page.Contains('?') ? '&' : '?')}done={what}", permanent: false, preserveMethod: false);
}
