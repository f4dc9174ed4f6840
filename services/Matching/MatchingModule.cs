using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using TravelMart.EventSourcing;
using TravelMart.Matching.Marts;
using TravelMart.Matching.Meetings;
using TravelMart.Matching.Participants;
using TravelMart.Matching.Plans;
using TravelMart.Matching.Wishes;
using TravelMart.Scheduling;
using TravelMart.ServiceDefaults;

namespace TravelMart.Matching;

/// <summary>The Matching service: wishes, requests, meetings and plans; everything that the one double-booking rule needs.</summary>
public sealed class MatchingModule : IServiceModule
{
    /// <summary>The service's name: the prefix of its paths and the name of its log.</summary>
    public const string ServiceName = "matching";

    /// <inheritdoc />
    public string Name => ServiceName;

    /// <inheritdoc />
    public bool KeepsMatchHistory => true;

    /// <inheritdoc />
    public IReadOnlyList<Queue> Queues { get; } = [new("matching-participants", [typeof(MartConsumer), typeof(PhasesConsumer), typeof(ParticipantConsumer)])];

    /// <inheritdoc />
    public void AddServices(IServiceCollection services)
    {
        services.AddView<MatchIndex, MatchIndexView>(ServiceName);
        services.AddSingleton<IScheduler, Optimizer>();
        services.AddSingleton<MeetingDesk>().AddSingleton<StateWish>().AddSingleton<ParticipantEndpoints>().AddSingleton<DraftPlan>().AddSingleton<SealResult>().AddSingleton<ForgetNote>();
        services.AddHostedService<Unwinding>().AddHostedService<ExpireRequests>().AddHostedService<PlanPublisher>();
    }

    /// <inheritdoc />
    public void MapEndpoints(IEndpointRouteBuilder routes)
    {
        MartEndpoints.Map(routes);
        SealResult.Map(routes);
        ParticipantEndpoints.Map(routes);
        StateWish.Map(routes);
        RequestMeeting.Map(routes);
        AcceptMeeting.Map(routes);
        AnswerRequest.Map(routes);
        MoveMeeting.Map(routes);
        SeeMoves.Map(routes);
        CancelMeeting.Map(routes);
        RunMeeting.Map(routes);
        RecordWalkIn.Map(routes);
        CorrectAttendance.Map(routes);
        LogConsultation.Map(routes);
        GetMeeting.Map(routes);
        GetMeetingTraces.Map(routes);
        ForgetNote.Map(routes);
        DraftPlan.Map(routes);
        PublishPlan.Map(routes);
        GetPlans.Map(routes);
    }

    /// <inheritdoc />
    public IReadOnlyList<Claim> ClaimsOf(IEnumerable<(string Stream, object Fact)> history) => HeldClaims.Of(history);

    /// <inheritdoc />
    public object? ToContract(string mart, string stream, object fact) => MatchingContracts.Of(mart, stream, fact);
}
