using System.CommandLine;
using TravelMart.CommandLine.MartFolders;
using TravelMart.CommandLine.Verbs;

namespace TravelMart.CommandLine.Tests.MartFolders;

public sealed class SampleVerbTests
{
    [Fact]
    public void The_verb_writes_the_sample_and_says_what_is_in_it()
    {
        using var folder = new TemporaryFolder();
        using var output = new StringWriter();

        var code = SampleVerb.Create().Parse(["almaty-2023", "--out", folder.Path])
            .Invoke(new InvocationConfiguration { Output = output });

        code.ShouldBe(0);
        output.ToString().ShouldContain("59 companies");
        MartFolder.Read(folder.Path).Errors.ShouldBeEmpty();
    }

    [Fact]
    public void The_verb_refuses_a_sample_that_it_does_not_know()
    {
        using var error = new StringWriter();

        SampleVerb.Create().Parse(["busan-1999", "--out", "x"]).Invoke(new InvocationConfiguration { Error = error, Output = error })
            .ShouldNotBe(0);
        Directory.Exists("x").ShouldBeFalse();
    }
}
