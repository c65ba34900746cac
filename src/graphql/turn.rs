//! Driving a request: it runs until it can do nothing but wait; only then is loaded what its loaders were asked for, in one wave.
//!
//! So a level of the answer is read together, whichever statement of the level before was answered first, and a request takes the
//! same statements each time, alone and under load. Everything happens in the task of the request: one that is dropped takes its
//! loading along.

use std::{
    pin::Pin,
    sync::{
        Arc, Mutex, OnceLock, PoisonError,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    task::{Context, Poll, Wake, Waker},
};

use futures_util::{
    Stream,
    future::{BoxFuture, join_all},
    task::AtomicWaker,
};

use super::context::Circumstances;

/// Something that was asked for keys and can load them.
pub(super) trait Asked: Send + Sync {
    /// Loads for all that have asked so far.
    fn load(self: Arc<Self>, here: Arc<Circumstances>) -> BoxFuture<'static, ()>;
}

/// What a request waits for.
#[derive(Default)]
pub struct Turn {
    here: OnceLock<Arc<Circumstances>>,
    asked: Mutex<Vec<Arc<dyn Asked>>>,
    /// Statements under way that are no loader's.
    reading: AtomicUsize,
}

struct Reading<'a>(&'a Turn);

impl Drop for Reading<'_> {
    fn drop(&mut self) {
        self.0.reading.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Turn {
    /// Reads what no loader does, for example a page: loaders wait for it. Nothing that uses a loader may be waited for in it.
    pub async fn read<T>(&self, reading: impl Future<Output = T>) -> T {
        self.reading.fetch_add(1, Ordering::Relaxed);
        let _until_dropped = Reading(self);
        reading.await
    }

    /// Drives a request whose loaders belong to this turn; one that is not driven waits for ever.
    pub fn drive<R>(self: Arc<Self>, request: R) -> Driven<R> {
        Driven {
            request: Box::pin(request),
            wave: None,
            woken: Arc::new(Woken {
                request: AtomicBool::new(true),
                driver: AtomicWaker::new(),
            }),
            turn: self,
        }
    }

    pub(super) fn ask(&self, here: &Circumstances, loader: Arc<dyn Asked>) {
        self.here.get_or_init(|| Arc::new(here.clone()));
        self.lock().push(loader);
    }

    /// All that was asked for until now, where there is any and nothing else is being read.
    fn wave(&self) -> Option<BoxFuture<'static, ()>> {
        if self.reading.load(Ordering::Relaxed) > 0 {
            return None;
        }
        let here = self.here.get()?;
        let asked = std::mem::take(&mut *self.lock());
        let wave = join_all(asked.into_iter().map(|loader| loader.load(here.clone())));
        Some(Box::pin(async {
            wave.await;
        }))
    }

    fn is_asked(&self) -> bool {
        !self.lock().is_empty()
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<Arc<dyn Asked>>> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Tells whether anything in the request can go on.
struct Woken {
    request: AtomicBool,
    driver: AtomicWaker,
}

impl Wake for Woken {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        self.request.store(true, Ordering::Release);
        self.driver.wake();
    }
}

/// A request that is driven: a future for one answer, a stream for a subscription.
pub struct Driven<R> {
    request: Pin<Box<R>>,
    wave: Option<BoxFuture<'static, ()>>,
    woken: Arc<Woken>,
    turn: Arc<Turn>,
}

impl<R> Driven<R> {
    fn poll_with<T>(
        &mut self,
        driver: &mut Context<'_>,
        mut poll: impl FnMut(Pin<&mut R>, &mut Context<'_>) -> Poll<T>,
    ) -> Poll<T> {
        self.woken.driver.register(driver.waker());
        loop {
            if self.woken.request.swap(false, Ordering::Acquire) {
                let waker = Waker::from(self.woken.clone());
                let answer = poll(self.request.as_mut(), &mut Context::from_waker(&waker));
                if answer.is_ready() {
                    // A stream goes on from here when it is asked again.
                    self.woken.request.store(true, Ordering::Release);
                    return answer;
                }
            }
            if let Some(wave) = &mut self.wave {
                if wave.as_mut().poll(driver).is_pending() {
                    return Poll::Pending;
                }
                self.wave = None;
            }
            if self.woken.request.load(Ordering::Acquire) {
                // It is not at its end yet; the runtime gives others their turn and comes back.
                driver.waker().wake_by_ref();
                return Poll::Pending;
            }
            if !self.turn.is_asked() {
                return Poll::Pending;
            }
            self.wave = self.turn.wave();
            if self.wave.is_none() {
                return Poll::Pending;
            }
        }
    }
}

impl<R: Future> Future for Driven<R> {
    type Output = R::Output;

    fn poll(mut self: Pin<&mut Self>, driver: &mut Context<'_>) -> Poll<R::Output> {
        self.poll_with(driver, |request, context| request.poll(context))
    }
}

impl<R: Stream> Stream for Driven<R> {
    type Item = R::Item;

    fn poll_next(mut self: Pin<&mut Self>, driver: &mut Context<'_>) -> Poll<Option<R::Item>> {
        self.poll_with(driver, |request, context| request.poll_next(context))
    }
}
