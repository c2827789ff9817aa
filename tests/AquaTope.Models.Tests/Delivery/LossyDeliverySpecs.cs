using AquaTope.Models.Delivery;
using AquaTope.Models.Identity;
using AquaTope.Models.Quantities;
using AquaTope.Models.Telemetry;

namespace AquaTope.Models.Tests.Delivery;

/// <summary>
/// A ledger, a log and three functions between which messages get lost, with functions that lose their memory and nodes
/// that start anew. When the world is kind again every report is counted, and none twice.
/// </summary>
public sealed class LossyDeliverySpecs
{
    private static readonly DateTimeOffset Start = DateTimeOffset.UnixEpoch.AddDays(20_000);

    [Fact]
    public void Every_report_is_counted_once_whatever_got_lost()
    {
        for (var seed = 1; seed <= 300; seed++)
        {
            var world = new World(seed);
            for (var step = 0; step < 400; step++) world.Step();
            world.Calm();

            world.Counted.ShouldBe(world.Accepted, $"seed {seed}");
            world.JournaledThrough.ShouldBe(world.LastSequence, $"seed {seed}");
        }
    }

    private sealed class World
    {
        private static readonly DeliveryOptions Options = new() { MostOutstanding = 60, ParcelSize = 5, ReadSize = 7 };

        private readonly Random _random;
        private readonly List<SequencedReport> _log = [];
        private readonly Queue<SequencedReport> _queue = new();
        private readonly Function[] _functions;
        private readonly Queue<Parcel> _parcels = new();
        private readonly Queue<Receipt> _receipts = new();
        private DeliveryLedger _ledger = new(Options);
        private DateTimeOffset _now = Start;
        private long _readThrough;
        private bool _isKind;

        public World(int seed)
        {
            _random = new Random(seed);
            _functions = [.. "abc".Select(name => new Function(FunctionId.Parse($"guest/{name}")))];
        }

        public int Accepted => _log.Count;

        public int Counted => _functions.Sum(function => function.Journaled);

        public long LastSequence => _log.Count == 0 ? 0 : _log[^1].Sequence;

        public long JournaledThrough => _ledger.JournaledThrough(_ => true);

        public void Step()
        {
            _now += TimeSpan.FromSeconds(_random.Next(3));
            switch (_random.Next(20))
            {
                case < 6: Accept(); break;
                case < 10: TakeFromQueue(); break;
                case < 14: Deliver(); break;
                case 14: Tick(); break;
                case 15 or 16: Read(); break;
                case 17: Any().Close(_now); break;
                case 18: Any().Restart(told: _random.Next(2) == 0 ? _ledger : null); break;
                default: RestartNode(); break;
            }
        }

        public void Calm()
        {
            _isKind = true;
            for (var round = 0; round < 400; round++)
            {
                _now += TimeSpan.FromSeconds(1);
                TakeFromQueue();
                Tick();
                for (var i = 0; i < 30; i++) Deliver();
                for (var i = 0; i < 4; i++) Read();
                if (round % 20 == 19)
                    foreach (var function in _functions) function.Close(_now);
            }
        }

        private Function Any() => _functions[_random.Next(_functions.Length)];

        private bool Arrives() => _isKind || _random.Next(5) > 0;

        private void Accept()
        {
            for (var count = _random.Next(1, 12); count > 0; count--)
            {
                var sequence = LastSequence + _random.Next(1, 3);
                var report = new SequencedReport(sequence, new ActivationReport.Ran(new Invocation(
                    new ActivationId((UInt128)sequence), Any().Id, _now, TimeSpan.Zero, TimeSpan.Zero,
                    TimeSpan.FromSeconds(1), ActivationStatus.Success, MemorySize.FromMegabytes(256), null)));
                _log.Add(report);
                _queue.Enqueue(report);
            }
        }

        private void TakeFromQueue()
        {
            if (_queue.Count == 0 || !_ledger.HasRoom) return;
            var batch = Enumerable.Range(0, Math.Min(20, _queue.Count)).Select(_ => _queue.Dequeue()).ToList();
            foreach (var group in batch.GroupBy(report => report.Report.Subject))
                Send(_ledger.Offer(
                    group.Key,
                    [.. group.Select(report => new SequencedInvocation(
                        report.Sequence, ((ActivationReport.Ran)report.Report).Invocation))], _now));
            _ledger.Taken(batch[^1].Sequence);
        }

        private void Send(IEnumerable<Parcel> parcels)
        {
            foreach (var parcel in parcels)
                if (Arrives())
                    _parcels.Enqueue(parcel);
        }

        private void Deliver()
        {
            if (_parcels.TryDequeue(out var parcel))
            {
                var receipt = _functions.Single(function => function.Id == parcel.Function).Take(parcel);
                if (Arrives()) _receipts.Enqueue(receipt);
            }
            if (_receipts.TryDequeue(out var answer)) _ledger.Receive(answer, _now);
        }

        private void Tick() => Send(_ledger.Due(_now));

        private void Read()
        {
            if (!_ledger.IsReading && _ledger.WantsReading) _readThrough = _ledger.BeginReading();
            if (!_ledger.IsReading || !_ledger.HasRoom) return;
            var read = _log.Where(report => report.Sequence > _readThrough).Take(Options.ReadSize).ToList();
            _readThrough = read.Count < Options.ReadSize ? LastSequence : read[^1].Sequence;
            Send(_ledger.Read(read, _readThrough, _now));
        }

        // The queue is gone and is filled from the log, which is all that a process leaves.
        private void RestartNode()
        {
            if (_isKind || _random.Next(3) > 0) return;
            _ledger = new DeliveryLedger(Options);
            _queue.Clear();
            _receipts.Clear();
            foreach (var report in _log) _queue.Enqueue(report);
        }
    }

    private sealed class Function(FunctionId id)
    {
        private static readonly ReportSource Source = new("here");

        private DemandMeter _meter = new(WindowLength.OneMinute);
        private IReadOnlyList<SourceMark> _marks = [];
        private WindowIndex? _lastClosed;

        public FunctionId Id => id;

        public int Journaled { get; private set; }

        private long Mark => _marks.FirstOrDefault(mark => mark.Source == Source)?.Through ?? 0;

        public Receipt Take(Parcel parcel)
        {
            var isLacking = parcel.After > _meter.ReceivedThrough(Source);
            if (!isLacking)
                foreach (var report in parcel.Reports)
                    _meter.Record(Source, report);
            return new Receipt(id, parcel.Turn, _meter.ReceivedThrough(Source), Mark, isLacking);
        }

        public void Close(DateTimeOffset now)
        {
            _lastClosed = WindowLength.OneMinute.IndexOf(now);
            foreach (var closed in _meter.CloseThrough(_lastClosed.Value))
            {
                Journaled += closed.Invocations;
                _marks = _marks.With(closed.Counted);
            }
        }

        public void Restart(DeliveryLedger? told)
        {
            _meter = new DemandMeter(WindowLength.OneMinute);
            if (_lastClosed is { } last) _meter.Resume(last, _marks);
            told?.Recovered(id);
        }
    }
}
