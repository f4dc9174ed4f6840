using TravelMart.Contracts;
using TravelMart.EventSourcing;
using TravelMart.Registration.Delegates;
using TravelMart.Registration.Marts;
using TravelMart.ServiceDefaults;

namespace TravelMart.Registration.Companies;

/// <summary>Reads the application form: the fact, with the persons that belong to it kept apart, or everything that is wrong.</summary>
internal static class ApplicationChecks
{
    private const int MostCapacity = 50;

    public static (ApplicationMade Asked, IReadOnlyList<DelegateData> Persons, Refusal? Wrong) Check(ApplyRequest r, MartOpened mart, Guid command)
    {
        var errors = new FieldErrors();
        errors.Require(r.Role is Sides.Buyer or Sides.Seller, "role", $"A role is {Sides.Buyer} or {Sides.Seller}.");
        Category(r, mart, errors);
        var (delegates, persons) = Delegates(r.Delegates ?? [], command, errors);
        var asked = new ApplicationMade(errors.Company("company", r.Company), r.Role ?? "", errors.Texts("names", r.Names, 200), r.Category,
            errors.Country("country", r.Country), errors.Languages("languages", r.Languages, 0), errors.Number("capacity", r.Capacity ?? 1, 1, MostCapacity),
            delegates, r.Synthetic, Interests(r, mart, errors));
        errors.Require((r.Languages?.Count ?? 0) + delegates.Sum(d => d.Languages.Count) > 0, "languages",
            "Nobody speaks a language: name one here or with a delegate.");
        return (asked, persons, errors.AsRefusal("ApplicationNotValid", "The application was not taken: correct the fields named in errors."));
    }

    private static void Category(ApplyRequest r, MartOpened mart, FieldErrors errors)
    {
        var codes = string.Join(", ", mart.Categories.Select(c => c.Code));
        if (r.Role == Sides.Seller) errors.Require(mart.HasCategory(r.Category), "category", $"A seller names one of the mart's categories: {codes}.");
        else errors.Require(r.Category is null, "category", "Only sellers have a category.");
    }

    private static List<string>? Interests(ApplyRequest r, MartOpened mart, FieldErrors errors)
    {
        var asked = (r.Interests ?? []).OfType<string>().Distinct(StringComparer.Ordinal).Take(mart.Categories.Count + 1).ToList();
        errors.Require(asked.Count == 0 || r.Role == Sides.Buyer, "interests", "Only buyers name the categories that they look for.");
        errors.Require(asked.All(mart.HasCategory), "interests", $"Interests are categories of the mart: {string.Join(", ", mart.Categories.Select(c => c.Code))}.");
        return asked.Count == 0 ? null : asked;
    }

    // Ids follow from the command, so that a repeated command names the same persons.
    private static (List<NamedDelegate>, List<DelegateData>) Delegates(IReadOnlyList<DelegateRequest?> asked, Guid command, FieldErrors errors)
    {
        errors.Require(asked.Count <= DelegateChecks.MostDelegates, "delegates", $"A company has at most {DelegateChecks.MostDelegates} delegates.");
        var delegates = new List<NamedDelegate>();
        var persons = new List<DelegateData>();
        foreach (var (i, person) in asked.Take(DelegateChecks.MostDelegates).Index())
        {
            var (data, languages) = DelegateChecks.Check($"delegates[{i}].", person, errors);
            delegates.Add(new(Ids.From(command.ToString(), "delegate", $"{i}"), languages));
            persons.Add(data);
        }
        return (delegates, persons);
    }
}
