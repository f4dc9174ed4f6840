using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using TravelMart.Pages;
using TravelMart.Portal.Meetings;
using TravelMart.Portal.Services;
using TravelMart.Portal.Visits;
using TravelMart.ServiceDefaults;

namespace TravelMart.Portal.Stands;

// Why: a seller writes its own stand: what it is, in the languages of its guests, its products with prices and pictures, and which hours it is there. A
// product that is no longer offered is retired, and can be brought back.

internal sealed record EditModel(Visit Visit, StandDocument Stand, Form? Typed, Refused? Why);

internal static class EditStand
{
    private const long LargestForm = (10 * 1024 * 1024) + 65536;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage("/marts/{mart}/stand", visit => Show(visit, null, null)).Allow(Roles.Seller);
        Verb(routes, "stand", (visit, form) => Send(visit, HttpMethod.Put, "", new { profiles = Texts(form, "profile"), website = form.Text("website"), compliance = Compliance(form) }, form));
        Verb(routes, "stand/products", (visit, form) => Send(visit, HttpMethod.Put, "/products/" + Uri.EscapeDataString(form.Text("product") ?? ""), Product(form), form));
        Verb(routes, "stand/retire", (visit, form) => Send(visit, HttpMethod.Post, $"/products/{Uri.EscapeDataString(form.Text("product") ?? "")}/retire", null, form));
        Verb(routes, "stand/restore", (visit, form) => Send(visit, HttpMethod.Post, $"/products/{Uri.EscapeDataString(form.Text("product") ?? "")}/restore", null, form));
        Verb(routes, "stand/picture", Picture).WithMetadata(new RequestSizeLimitAttribute(LargestForm), new RequestFormLimitsAttribute { MultipartBodyLengthLimit = LargestForm });
        routes.MapGet("/marts/{mart}/pictures/{company}/{place}/{picture}", Serve).Allow(Roles.Organizer, Roles.Buyer, Roles.Seller).SignsInAt(SignIn.Doors.Path).ExcludeFromDescription();
    }

    /// <summary>Where a page finds a picture of a stand, or of one of its products.</summary>
    public static string PictureUrl(Visit visit, string company, string? product, Picture picture) =>
        visit.Path($"pictures/{Uri.EscapeDataString(company)}/{(product is null ? "stand" : "p." + Uri.EscapeDataString(product))}/{picture.Id}");

    private static string Own(Visit visit, string rest) => $"stands/{Uri.EscapeDataString(visit.Company)}{rest}";

    private static RouteHandlerBuilder Verb(IEndpointRouteBuilder routes, string path, Func<Visit, Form, Task<Refused?>> act) =>
        routes.MapForm("/marts/{mart}/" + path, async (visit, form) => await act(visit, form) is { } why ? await Show(visit, form, why) : FormExtensions.Done(visit.Path("stand"), "kept")).Allow(Roles.Seller);

    private static async Task<Refused?> Send(Visit visit, HttpMethod method, string rest, object? body, Form form) =>
        (await visit.Send<object>(method, "catalogue", Own(visit, rest), body, form.Key)).Refused;

    private static async Task<IResult> Show(Visit visit, Form? typed, Refused? why)
    {
        var said = await visit.Get<StandDocument>("catalogue", Own(visit, $"?includeRetired=true&language={visit.Words.Language}"));
        return said.Value is { } stand ? PageSecurity.Page<EditPage>(new EditModel(visit, stand, typed, why), why?.Status ?? StatusCodes.Status200OK) : Frame.Pages.Closed(visit, said.Refused!);
    }

    private static Dictionary<string, string> Texts(Form form, string field) =>
        Vocabularies.Languages.Select(l => (l, Text: form.Text($"{field}-{l}"))).Where(t => t.Text is not null).ToDictionary(t => t.l, t => t.Text!, StringComparer.Ordinal);

    /// <summary>The kinds of registrations and insurances that a seller may state.</summary>
    public static IReadOnlyList<string> ComplianceKinds { get; } = ["business", "tourism", "patients", "insurance"];

    private static object[] Compliance(Form form) =>
        [.. ComplianceKinds.Where(k => form.Text("number-" + k) is not null).Select(k => new { kind = k, number = form.Text("number-" + k), until = form.Text("until-" + k) })];

    private static object Product(Form form)
    {
        var currency = form.Text("currency");
        var (from, to) = (Price(form, "from", currency), Price(form, "to", currency));
        return new
        {
            titles = Texts(form, "title"),
            texts = Texts(form, "text"),
            priceFromMinor = from,
            priceToMinor = to,
            currency = from is null && to is null ? null : currency,
            tags = (form.Text("tags") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
        };
    }

    // What is no amount is sent as one that the service refuses, with the name of the field.
    private static long? Price(Form form, string field, string? currency) => form.Text(field) is { } said ? AnswerMeeting.Minor(said, currency) ?? -1 : null;

    private static async Task<Refused?> Picture(Visit visit, Form form)
    {
        var place = form.Text("product") is { } product ? $"/products/{Uri.EscapeDataString(product)}/picture" : "/picture";
        if (form.Text("remove") == "yes") return await Send(visit, HttpMethod.Delete, place, null, form);
        return form.File("picture") is { } file
            ? await Send(visit, HttpMethod.Put, place, new { data = await file.Bytes() }, form)
            : new("PictureNotUnderstood", "", StatusCodes.Status400BadRequest, Refused.NoErrors);
    }

    private static async Task<IResult> Serve(HttpContext http, Visits.Visits visits, ServiceClient services, string mart, string company, string place, string picture)
    {
        if (Visits.Visits.NotYours(visits.Begin(http), mart) is { } refused) return refused;
        var product = place.StartsWith("p.", StringComparison.Ordinal) ? $"/products/{Uri.EscapeDataString(place[2..])}" : "";
        var bytes = await services.Picture(SessionTokens.TokenOf(http), $"/catalogue/marts/{Uri.EscapeDataString(mart)}/stands/{Uri.EscapeDataString(company)}{product}/picture/{Uri.EscapeDataString(picture)}", http.RequestAborted);
        if (bytes is null) return Results.NotFound();
        http.Response.Headers.CacheControl = "private, max-age=31536000, immutable";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        return Results.Bytes(bytes, "image/webp");
    }
}
