using System.Net;

namespace TogetherAI.Simulator;

/// <summary>
/// Rented replicas behind a balancer that takes the less busy of two drawn at random (Mitzenmacher's power of two choices). A full queue is
/// a 503, and so is a fleet with no replica ready.
/// </summary>
internal sealed class DedicatedService(World world, DedicatedModel model) : ILaneService
{
    private readonly List<Replica> _up = [];

    public List<Replica> Replicas { get; } = [];

    /// <summary>Whether nothing answers at all.</summary>
    public bool IsOut { get; set; }

    /// <summary>The share of requests that get a 200 and then nothing, ever.</summary>
    public double SilentShare { get; set; }

    /// <summary>The share of answers whose connection breaks between the first token and the last.</summary>
    public double CutShare { get; set; }

    /// <summary>How many times slower than usual every replica is.</summary>
    public double Slowness { set => Replicas.ForEach(replica => replica.Slowness = value); }

    /// <summary>Makes a number of replicas ready; those beyond it stop taking requests but finish what they have.</summary>
    public void Scale(int replicas)
    {
        while (Replicas.Count < replicas)
            Replicas.Add(new Replica(world, model, this));
        for (int i = 0; i < Replicas.Count; i++)
            Replicas[i].IsUp = i < replicas;
    }

    public void Arrived(Exchange exchange)
    {
        if (IsOut)
        {
            exchange.RefuseConnection();
            return;
        }

        if (exchange.Luck.Uniform() < SilentShare)
        {
            exchange.State = ServiceState.Done;
            exchange.Accept();
            return;
        }

        if (Choose(exchange) is { IsFull: false } replica)
            replica.Take(exchange);
        else
            exchange.Refuse(HttpStatusCode.ServiceUnavailable, retryAfterSeconds: null);
    }

    public void Left(Exchange exchange) => exchange.Replica?.Left(exchange);

    private Replica? Choose(Exchange exchange)
    {
        _up.Clear();
        foreach (Replica replica in Replicas)
        {
            if (replica.IsUp)
                _up.Add(replica);
        }

        double first = exchange.Luck.Uniform();
        double second = exchange.Luck.Uniform();
        if (_up.Count == 0)
            return null;
        int one = (int)(first * _up.Count);
        if (_up.Count == 1)
            return _up[one];
        int other = (one + 1 + (int)(second * (_up.Count - 1))) % _up.Count;
        return _up[other].InFlight < _up[one].InFlight ? _up[other] : _up[one];
    }
}
