using System.CommandLine;
using TravelMart.CommandLine.Verbs;

var root = new RootCommand("TravelMart: matchmaking for travel marts.");
root.Subcommands.Add(SampleVerb.Create());
return await root.Parse(args).InvokeAsync();
