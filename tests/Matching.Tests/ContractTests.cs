using System.Runtime.CompilerServices;
using TravelMart.EventSourcing;

namespace TravelMart.Matching.Tests;

public sealed class ContractTests
{
    [Fact]
    public void The_module_says_of_every_fact_whether_it_leaves()
    {
        var module = new MatchingModule();
        foreach (var (name, _, type) in EventTypes.In(typeof(MatchingModule).Assembly).All)
        {
            // An empty fact cannot always become a contract, but an unmentioned one is found before that.
            try { module.ToContract("m", "stream", RuntimeHelpers.GetUninitializedObject(type)); }
            catch (ArgumentNullException) { }
            catch (ArgumentOutOfRangeException) { Assert.Fail($"{name} is not mentioned in ToContract"); }
        }
        Should.Throw<ArgumentOutOfRangeException>(() => module.ToContract("m", "stream", new object()));
    }
}
