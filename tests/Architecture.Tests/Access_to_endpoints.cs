using System.Net;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using TravelMart.EventSourcing;
using TravelMart.ServiceDefaults;
using TravelMart.Testing;

namespace TravelMart.Architecture.Tests;

/// <summary>Every endpoint of the whole system, tried by everybody who may not use it.</summary>
public sealed class Access_to_endpoints : IAsyncLifetime
{
    private static readonly string[] Everybody = ["", .. Roles.All];
    private TestSystem _system = null!;
    private IReadOnlyList<Door> _doors = [];
    private string _meeting = "";

    public async ValueTask InitializeAsync()
    {
        _system = await TestSystem.Start();
        _doors = [.. _system.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().SelectMany(Doors)];
        await _system.OpenMart(Mart);
        foreach (var company in new[] { RegistrationForms.Buyer("B1"), RegistrationForms.Seller("S1"), RegistrationForms.Buyer("B2"), RegistrationForms.Seller("S2", "Second Clinic") })
        {
            (await _system.Organizer().Post($"/registration/marts/{Mart}/companies", company)).Expect(201);
            (await _system.Organizer().Post($"/registration/marts/{Mart}/companies/{company["company"]}/approve")).Expect(200);
        }
        await Poll.Until(async () => (await _system.As(Roles.Seller, "S2").Get($"/boards/marts/{Mart}/agendas/S2")).Ok && (await _system.As(Roles.Seller, "S2").Get($"/matching/marts/{Mart}/participants/S2/free-slots?with=B2")).Ok);
        _meeting = (await _system.As(Roles.Buyer, "B1").Post($"/matching/marts/{Mart}/meetings", new { buyer = "B1", seller = "S1", preferredSlots = new[] { 3 } }, RegistrationForms.Spring)).Expect(201)
            .Json.GetProperty("meeting").GetString()!;
    }

    public ValueTask DisposeAsync() => _system.DisposeAsync();

    [Fact]
    public void Every_endpoint_says_who_may_call_it()
    {
        _doors.Count.ShouldBeGreaterThan(8);
        _doors.Where(d => d.Access is null).Select(d => d.ToString()).ShouldBeEmpty();
    }

    [Fact]
    public void Endpoints_name_only_roles_that_exist() =>
        _doors.SelectMany(d => d.Access!.Roles.Except(Roles.All).Select(r => $"{d}: {r}")).ShouldBeEmpty();

    [Fact]
    public void No_endpoint_that_writes_is_open_to_anyone_unless_it_changes_no_history() =>
        _doors.Where(d => d.Writes && d.Access!.IsOpen && !d.IsWithoutHistory).Select(d => d.ToString()).ShouldBeEmpty();

    // The table is what is meant; whether it is so is tried by the tests below, at every door, as everybody.
    [Fact]
    public async Task The_table_of_permissions_names_every_endpoint_and_who_may_call_it()
    {
        var file = Path.Combine(Repository.Root, "docs", "permissions.md");
        var written = await File.ReadAllTextAsync(file);
        var (before, after) = (written[..(written.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length)], written[written.IndexOf(End, StringComparison.Ordinal)..]);
        var rows = new List<string>();
        await foreach (var row in Rows()) rows.Add(row);
        var table = $"{before}\n{string.Join('\n', rows)}\n{after}";
        if (Environment.GetEnvironmentVariable("TRAVELMART_ACCEPT") == "1") await File.WriteAllTextAsync(file, table);
        else written.ReplaceLineEndings("\n").ShouldBe(table, "accept it on purpose: TRAVELMART_ACCEPT=1 dotnet run --project tests/Architecture.Tests -c Release -- -class *Access_to_endpoints");
    }

    private const string Mart = "fair";

    private const string Begin = "<!-- table -->", End = "<!-- end of table -->";

    // A company tries every door at what belongs to another of its side; where that is refused, the table says own.
    private async IAsyncEnumerable<string> Rows()
    {
        string[] columns = [Roles.Organizer, Roles.Buyer, Roles.Seller, Roles.Badge, Roles.Viewer, Roles.Service];
        yield return $"| endpoint | kind | anyone | {string.Join(" | ", columns)} |";
        yield return "|---|---|" + string.Concat(Enumerable.Repeat(":-:|", columns.Length + 1));
        foreach (var door in _doors.OrderBy(d => d.Pattern, StringComparer.Ordinal).ThenBy(d => d.Method, StringComparer.Ordinal))
        {
            var cells = new List<string>();
            foreach (var role in columns) cells.Add(!door.Access!.IsOpen && !door.Access.Roles.Contains(role) ? "" : await IsOwnAlone(door, role) ? "own" : "✓");
            yield return $"| `{door.Method} {door.Pattern}` | {(door.TakesForm ? "form" : door.SignsIn ? "page" : "")} | {(door.Access!.IsOpen ? "✓" : "")} | {string.Join(" | ", cells)} |";
        }
    }

    private async Task<bool> IsOwnAlone(Door door, string role)
    {
        if (role is not (Roles.Buyer or Roles.Seller or Roles.Badge) || door.Access!.IsOpen || door.TakesForm || !door.IsOfMart) return false;
        var (stranger, owner) = role == Roles.Seller ? ("S2", "S1") : ("B2", "B1");
        var (status, _) = await Knock(door with { Path = door.At(new Dictionary<string, string> { ["mart"] = Mart, ["company"] = owner, ["from"] = owner, ["meeting"] = _meeting }), Body = door.BodyAbout(owner) }, door.SignsIn ? Browser(role, stranger) : Client(role, company: stranger));
        return status == HttpStatusCode.Forbidden;
    }

    [Fact]
    public async Task Whoever_may_not_call_an_endpoint_is_turned_away()
    {
        var entered = new List<string>();
        foreach (var door in _doors.Where(d => !d.Access!.IsOpen))
            foreach (var role in Everybody.Except(door.Access!.Roles))
            {
                var expected = door.SignsIn ? HttpStatusCode.Redirect : role.Length == 0 ? HttpStatusCode.Unauthorized : HttpStatusCode.Forbidden;
                var (status, _) = await Knock(door, Client(role));
                if (status != expected) entered.Add($"{door} as '{role}': {(int)status}");
            }
        entered.ShouldBeEmpty();
    }

    [Fact]
    public async Task Whoever_may_call_an_endpoint_is_not_turned_away_for_the_role()
    {
        var refused = new List<string>();
        foreach (var door in _doors)
            foreach (var role in door.Access!.IsOpen ? Everybody : door.Access.Roles)
            {
                var (status, title) = await Knock(door, Client(role));
                if (status == HttpStatusCode.Unauthorized || title is "NotForYourRole" or "TokenMissingOrInvalid" or "UnexpectedFailure")
                    refused.Add($"{door} as '{role}': {(int)status} {title}");
            }
        refused.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_token_for_one_mart_opens_no_other_mart()
    {
        var entered = new List<string>();
        foreach (var door in _doors.Where(d => !d.Access!.IsOpen && d.IsOfMart))
            foreach (var role in door.Access!.Roles)
            {
                var (status, _) = await Knock(door, Client(role, mart: "another"));
                if (status != HttpStatusCode.Forbidden) entered.Add($"{door} as '{role}': {(int)status}");
            }
        entered.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_cookie_never_writes()
    {
        var entered = new List<string>();
        foreach (var door in _doors.Where(d => d.Writes && !d.Access!.IsOpen && !d.TakesForm))
        {
            var client = Client("");
            client.DefaultRequestHeaders.Add("Cookie", $"{Access.Cookie}={Client(Roles.Organizer).DefaultRequestHeaders.Authorization!.Parameter}");
            var (status, _) = await Knock(door, client);
            if (status != HttpStatusCode.Unauthorized) entered.Add($"{door}: {(int)status}");
        }
        entered.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_form_that_no_page_of_ours_has_drawn_writes_nothing()
    {
        var forms = _doors.Where(d => d.TakesForm && !d.Access!.IsOpen).ToList();
        forms.ShouldNotBeEmpty();
        var taken = new List<string>();
        foreach (var door in forms)
        {
            var client = Client("");
            client.DefaultRequestHeaders.Add("Cookie", $"{Access.Cookie}={Client(door.Access!.Roles[0]).DefaultRequestHeaders.Authorization!.Parameter}");
            using var request = new HttpRequestMessage(HttpMethod.Post, door.Path) { Content = new FormUrlEncodedContent([new("key", "1"), new("slot", "1")]) };
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            if (response.StatusCode != HttpStatusCode.BadRequest) taken.Add($"{door}: {(int)response.StatusCode}");
        }
        taken.ShouldBeEmpty();
    }

    // Pages ask services with what the browser brought.
    private HttpClient Browser(string role, string company)
    {
        var client = Client("");
        client.DefaultRequestHeaders.Add("Cookie", $"{Access.Cookie}={Client(role, company: company).DefaultRequestHeaders.Authorization!.Parameter}");
        return client;
    }

    // A redirect is an answer of this endpoint; where it leads to is another door.
    private HttpClient Client(string role, string mart = "*", string company = "C1")
    {
        var known = _system.As(role, role is Roles.Buyer or Roles.Seller or Roles.Badge ? company : null, mart).Http;
        var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = known.BaseAddress };
        client.DefaultRequestHeaders.Authorization = known.DefaultRequestHeaders.Authorization;
        return client;
    }

    /// <summary>Status, and the refusal's name. Only the head of an answer is waited for: a live page never ends.</summary>
    private static async Task<(HttpStatusCode Status, string? Title)> Knock(Door door, HttpClient client)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        using var request = new HttpRequestMessage(new HttpMethod(door.Method), door.Path);
        if (door.Writes)
        {
            request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
            request.Content = new StringContent(door.Body, Encoding.UTF8, "application/json");
        }
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
        if (response.Content.Headers.ContentType?.MediaType != "application/problem+json") return (response.StatusCode, null);
        var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync(patience.Token)).RootElement;
        return (response.StatusCode, problem.TryGetProperty("title", out var title) ? title.GetString() : null);
    }

    private static IEnumerable<Door> Doors(RouteEndpoint endpoint) =>
        (endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]).Select(m => new Door(m, PathOf(endpoint.RoutePattern, Nothing) + QueryOf(endpoint),
            BodyOf(endpoint), endpoint.Metadata.GetMetadata<Access>(), endpoint.Metadata.GetMetadata<NoIdempotencyKey>() is not null,
            endpoint.RoutePattern.GetParameter("mart") is not null)
        {
            At = values => PathOf(endpoint.RoutePattern, values) + QueryOf(endpoint),
            Pattern = "/" + endpoint.RoutePattern.RawText!.Trim('/'),
            SignsIn = endpoint.Metadata.GetMetadata<SignInPage>() is not null,
            TakesForm = endpoint.Metadata.GetMetadata<TakesForm>() is not null,
        });

    // A request must be understood before it is looked at whose mart it is about: so it has everything that it needs.
    private static string BodyOf(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType is { } body ? JsonSerializer.Serialize(Specimens.Full(body), body, FactJson.Options) : "{}";

    private static string QueryOf(RouteEndpoint endpoint)
    {
        var nullability = new NullabilityInfoContext();
        return string.Concat((endpoint.Metadata.GetMetadata<MethodInfo>()?.GetParameters() ?? [])
            .Where(p => p.ParameterType == typeof(string) && !p.HasDefaultValue && nullability.Create(p).WriteState == NullabilityState.NotNull)
            .Where(p => endpoint.RoutePattern.GetParameter(p.Name!) is null).Select((p, i) => $"{(i == 0 ? '?' : '&')}{p.Name}=x"));
    }

    private static readonly Dictionary<string, string> Nothing = [];

    private static string PathOf(RoutePattern pattern, IReadOnlyDictionary<string, string> values) => "/" + string.Join('/', pattern.PathSegments.Select(s =>
        string.Concat(s.Parts.Select(p => p switch
        {
            RoutePatternLiteralPart literal => literal.Content,
            RoutePatternSeparatorPart separator => separator.Content,
            RoutePatternParameterPart parameter => values.GetValueOrDefault(parameter.Name) ?? Dummy(parameter),
            _ => "",
        }))));

    private static string Dummy(RoutePatternParameterPart parameter)
    {
        var rules = parameter.ParameterPolicies.Select(p => p.Content).ToList();
        if (rules.Contains("guid")) return "11111111-1111-7111-8111-111111111111";
        if (rules.Contains("int") || rules.Contains("long")) return "1";
        return parameter.Name == "documentName" ? "v1" : "x";
    }

    private sealed record Door(string Method, string Path, string Body, Access? Access, bool IsWithoutHistory, bool IsOfMart)
    {
        /// <summary>The address with its blanks filled in.</summary>
        public Func<IReadOnlyDictionary<string, string>, string> At { get; init; } = _ => "";

        /// <summary>A request that names a company.</summary>
        public string BodyAbout(string company)
        {
            if (JsonNode.Parse(Body) is not JsonObject body) return Body;
            foreach (var name in new[] { "company", "buyer", "seller" }.Where(body.ContainsKey)) body[name] = company;
            return body.ToJsonString();
        }

        /// <summary>The address with its blanks, as it was mapped.</summary>
        public string Pattern { get; init; } = "";

        /// <summary>A page: who may not see it is led to the page that signs in.</summary>
        public bool SignsIn { get; init; }

        /// <summary>Posted to by forms of pages.</summary>
        public bool TakesForm { get; init; }

        public bool Writes => Method is not ("GET" or "HEAD" or "OPTIONS");

        public override string ToString() => $"{Method} {Path}";
    }
}
