using System.Text.Json;
using TravelMart.Registration.Accounts;
using TravelMart.ServiceDefaults;

namespace TravelMart.Registration.Mail;

/// <summary>Writes mails in the reader's language. They wait as rows, in the same commit as what they tell of, until they are sent.</summary>
internal sealed class Letters(HostSettings settings, TimeProvider clock)
{
    private static readonly Dictionary<string, Dictionary<string, string>> Texts = new[] { "en", "ko", "ru", "kk", "zh", "ja" }.ToDictionary(l => l, Read, StringComparer.Ordinal);

    /// <summary>The languages that mails are written in.</summary>
    public static IReadOnlyDictionary<string, Dictionary<string, string>> Languages => Texts;

    /// <summary>The address of a page of the portal, as people reach it.</summary>
    public string Portal(string path) => new Uri((settings.PublicAddresses.GetValueOrDefault("portal") ?? settings.Addresses["portal"])[0], path).ToString();

    /// <summary>Adds a mail that waits to be sent.</summary>
    public void Add(AccountsDb db, string to, string language, string kind, string link)
    {
        var words = Texts.GetValueOrDefault(language.Split('-')[0]) ?? Texts["en"];
        db.Letters.Add(new Letter { To = to, Subject = words[kind + "-subject"], Text = $"{words[kind + "-text"]}\n\n{link}\n\n{words["foot"]}\n", NotBefore = clock.GetUtcNow() });
    }

    private static Dictionary<string, string> Read(string language)
    {
        using var file = typeof(Letters).Assembly.GetManifestResourceStream($"mail.{language}.json")!;
        return JsonSerializer.Deserialize<Dictionary<string, string>>(file)!;
    }
}
