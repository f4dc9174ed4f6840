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
            delegates, r.Synthetic);
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
