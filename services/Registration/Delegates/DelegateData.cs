using System.Text.Json;
using TravelMart.EventSourcing;
using TravelMart.Registration.Companies;
using TravelMart.ServiceDefaults;

namespace TravelMart.Registration.Delegates;

/// <summary>A person as filled into a form.</summary>
internal sealed record DelegateRequest(string? Name, string? Email, string? Phone, IReadOnlyList<string?>? Languages);

/// <summary>What is known of a person: kept in a row that can be forgotten, never in a fact.</summary>
internal sealed record DelegateData(string Name, string Email, string? Phone)
{
    public const string Kind = "delegate";

    public static string OwnerOf(Guid id) => $"delegate/{id}";

    public PersonalRow Row(Guid id) => new(OwnerOf(id), OwnerOf(id), Kind, JsonSerializer.Serialize(this, FactJson.Options));

    public static async Task<DelegateData?> Read(IEventLog log, string mart, Guid id, CancellationToken cancel = default) =>
        await log.ReadPersonal(mart, OwnerOf(id), cancel) is { } row ? JsonSerializer.Deserialize<DelegateData>(row.Json, FactJson.Options) : null;

    /// <summary>The persons of a company that have not been forgotten.</summary>
    public static async Task<IReadOnlyList<(Companies.Delegate Delegate, DelegateData Data)>> Of(IEventLog log, string mart, Application application)
    {
        var persons = new List<(Companies.Delegate, DelegateData)>();
        foreach (var known in application.Delegates.Where(d => !d.Forgotten))
            if (await Read(log, mart, known.Id) is { } data) persons.Add((known, data));
        return persons;
    }
}

internal static class DelegateChecks
{
    public const int MostDelegates = 20;

    public static (DelegateData Data, IReadOnlyList<string> Languages) Check(string prefix, DelegateRequest? request, FieldErrors errors)
    {
        var email = errors.Text($"{prefix}email", request?.Email, 254);
        errors.Require(email.Length == 0 || LooksLikeAddress(email), $"{prefix}email", "This is not an e-mail address.");
        return (new(errors.Text($"{prefix}name", request?.Name, 200), email, errors.OptionalText($"{prefix}phone", request?.Phone, 40)),
            errors.Languages($"{prefix}languages", request?.Languages, 1));
    }

    private static bool LooksLikeAddress(string email)
    {
        var at = email.IndexOf('@');
        return at > 0 && at == email.LastIndexOf('@') && email.LastIndexOf('.') > at + 1 && email[^1] != '.'
            && !email.Any(c => char.IsWhiteSpace(c) || char.IsControl(c));
    }
}
