package dev.turbine.engine;

import dev.turbine.api.Disconnect;
import dev.turbine.api.Position;
import dev.turbine.api.Publication;
import dev.turbine.api.Subscription;
import dev.turbine.tck.check.ChannelKind;
import dev.turbine.tck.check.Event;
import dev.turbine.tck.check.Payload;

/**
 * Code of a node's own process that listens to a channel. It is promised what its node publishes from the beginning; what
 * others do once the broker relays it, which it can tell by what it hears.
 */
final class SimListener {
    final SimNode node;
    private final String channel;
    private final SimWorld world;
    private final Subscription subscription;
    private String name;
    private boolean known;
    private String epoch = "";

    SimListener(String name, SimNode node, String channel, SimWorld world) {
        this.name = name;
        this.node = node;
        this.channel = channel;
        this.world = world;
        this.known = node.link == null;
        this.subscription = node.node.subscribe(channel, this::receive);
        listen();
    }

    private void listen() {
        world.journal.add(new Event.Opened(world.moment().tick(), name, name, node.name));
        world.journal.add(
                new Event.Listening(world.moment().tick(), name, channel, world.config.hostKind(channel, known)));
    }

    private void receive(Publication publication) {
        world.heard++;
        Position position = publication.position();
        if (position != null && !position.epoch().equals(epoch)) {
            listenAnew(); // a log that has gone took with it what it knew of keys
            epoch = position.epoch();
        }
        Payload payload = Payload.read(channel, publication.data());
        world.journal.add(new Event.Heard(
                world.moment().tick(), name, publication.channel(), position, payload.id(), payload.intact()));
        if (!known && world.isOfAnother(payload.id(), node)) {
            known = true;
            listenAnew();
        }
    }

    private void listenAnew() {
        leave();
        name += "+";
        listen();
    }

    private void leave() {
        world.journal.add(new Event.Unsubscribed(world.moment().tick(), name, channel, 0));
    }

    void close() {
        subscription.close();
        leave();
    }

    void shutDown(boolean whole) {
        // What comes from a log comes after the shutdown has begun.
        if (whole && world.config.kind(channel) != ChannelKind.DURABLE) {
            world.journal.add(new Event.Drained(world.moment().tick(), name));
        } else {
            world.journal.add(new Event.Excused(world.moment().tick(), name, Disconnect.SHUTTING_DOWN.code()));
        }
        world.journal.add(new Event.Closed(world.moment().tick(), name, Disconnect.SHUTTING_DOWN.code()));
    }

    void end() {
        world.journal.add(new Event.Ended(world.moment().tick(), name));
    }
}
